/*
 * A PACE terminal of libeac. One line of input starts a run, and the process serves any number of them:
 *
 *   read PARAMETERS PASSWORD              PACE-GM with these domain parameters (12 or 13), then DG1 in the channel
 *   eac PARAMETERS PASSWORD TEMPLATE CVCA DV TERMINAL PKCS8
 *                                         the same with rights asked for (7F4C), then terminal authentication and chip
 *                                         authentication, then DG2 under the new keys
 *
 * It writes `> COMMAND` and reads `< RESPONSE`; `record DG1` asks for the chip's static key that this record signs, and reads
 * `key POINT`. A run ends with `done FILE`, or with `failed STEP`, the step that the card refused or that libeac did not accept.
 */
#include "peer.h"

#include <eac/ca.h>
#include <eac/pace.h>
#include <eac/ta.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS 8
#define PACE_PASSWORD_CAN 2

static jmp_buf run_over;

static void over(const char *step)
{
    printf("failed %s\n", step);
    fflush(stdout);
    longjmp(run_over, 1);
}

static void require(int good, const char *step)
{
    if (!good) over(step);
}

static bytes exchange(const bytes *sent)
{
    static char line[LINE_BYTES];
    write_hex(">", sent);
    if (!read_line(line) || strncmp(line, "< ", 2) != 0) fail("want a response");
    return from_hex(line + 2);
}

static command command_of(unsigned char ins, unsigned char p1, unsigned char p2, const bytes *data, size_t ne)
{
    command made = {0, ins, p1, p2, *data, ne};
    return made;
}

/** Sends a command in the clear; its data comes back, the status word must be 9000. */
static bytes plain(const command *sent, const char *step)
{
    bytes encoded = encode_command(sent), response = exchange(&encoded);
    require(response.length >= 2 && response.data[response.length - 2] == 0x90 && response.data[response.length - 1] == 0, step);
    response.length -= 2;
    return response;
}

static bytes protected(EAC_CTX *eac, const command *sent, const char *step)
{
    bytes sealed = seal_command(eac, sent), response = exchange(&sealed), data;
    unsigned sw = 0;
    require(open_response(eac, &response, &data, &sw) && sw == 0x9000, step);
    return data;
}

/** One step of PACE: 7C {tag value} there, the value of `answer` in 7C back. */
static BUF_MEM *pace_step(unsigned tag, BUF_MEM *value, unsigned answer, const char *step)
{
    bytes inner = none(), data = none(), outer, found;
    if (value != NULL) {
        bytes content = from_buffer(value);
        append_object(&inner, tag, &content);
    }
    append_object(&data, 0x7c, &inner);
    command sent = command_of(0x86, 0, 0, &data, 256);
    if (answer != 0x86) sent.cla = 0x10;
    bytes response = plain(&sent, step);
    require(find_object(&response, 0x7c, &outer) && find_object(&outer, answer, &found), step);
    return to_buffer(&found);
}

/**
 * Takes the offer with these parameters out of EF.CardAccess. libeac sets up the domain parameters of the first offer that it
 * knows and of no other, so that any other is set up again by its own number.
 */
static void choose_offer(EAC_CTX *eac, const bytes *card_access, int parameters)
{
    require(EAC_CTX_init_ef_cardaccess(card_access->data, card_access->length, eac) == 1, "card-access");
    require(eac->pace_ctx != NULL, "card-access-offers-no-pace");
    if (eac->pace_ctx->id == parameters) return;
    OPENSSL_STACK *offers = (OPENSSL_STACK *) eac->pace_ctxs;
    for (int at = 0; at < OPENSSL_sk_num(offers); at++) {
        PACE_CTX *offer = OPENSSL_sk_value(offers, at);
        if (offer->id != parameters) continue;
        require(EAC_CTX_init_pace(eac, offer->protocol, parameters) == 1, "init-pace");
        return;
    }
    over("card-access-lacks-parameters");
}

static void set_pace(EAC_CTX *eac, int parameters, const bytes *template)
{
    bytes data = none(), oid = oid_of(eac->pace_ctx->protocol), one = none();
    append_object(&data, 0x80, &oid);
    append(&one, &(unsigned char){PACE_PASSWORD_CAN}, 1);
    append_object(&data, 0x83, &one);
    one.data[0] = (unsigned char) parameters;
    append_object(&data, 0x84, &one);
    append_bytes(&data, template);
    command set = command_of(0x22, 0xc1, 0xa4, &data, 0);
    plain(&set, "set-pace");
}

/** PACE; the chip's ephemeral key comes back, for terminal authentication. */
static BUF_MEM *run_pace(EAC_CTX *eac, int parameters, const char *password, const bytes *template)
{
    PACE_SEC *secret = PACE_SEC_new(password, strlen(password), PACE_CAN);
    set_pace(eac, parameters, template);
    BUF_MEM *nonce = pace_step(0, NULL, 0x80, "nonce");
    require(PACE_STEP2_dec_nonce(eac, secret, nonce) == 1, "nonce");
    BUF_MEM *mapping = PACE_STEP3A_generate_mapping_data(eac);
    BUF_MEM *chip_mapping = pace_step(0x81, mapping, 0x82, "mapping");
    require(PACE_STEP3A_map_generator(eac, chip_mapping) == 1, "mapping");
    BUF_MEM *own = PACE_STEP3B_generate_ephemeral_key(eac);
    BUF_MEM *chip_key = pace_step(0x83, own, 0x84, "agreement");
    require(PACE_STEP3B_compute_shared_secret(eac, chip_key) == 1, "agreement");
    require(PACE_STEP3C_derive_keys(eac) == 1, "keys");
    BUF_MEM *token = PACE_STEP3D_compute_authentication_token(eac, chip_key);
    BUF_MEM *chip_token = pace_step(0x85, token, 0x86, "token");
    require(PACE_STEP3D_verify_authentication_token(eac, chip_token) == 1, "token-of-the-chip");
    require(EAC_CTX_set_encryption_ctx(eac, EAC_ID_PACE) == 1, "channel");
    BUF_MEM *made[] = {nonce, mapping, chip_mapping, own, token, chip_token};
    for (size_t at = 0; at < sizeof made / sizeof *made; at++) BUF_MEM_free(made[at]);
    PACE_SEC_clear_free(secret);
    return chip_key;
}

static bytes read_group(EAC_CTX *eac, unsigned char sfi, const char *step)
{
    bytes nothing = none();
    command read = command_of(0xb0, 0x80 | sfi, 0, &nothing, 65536);
    return protected(eac, &read, step);
}

static bytes select_and_read_record(EAC_CTX *eac)
{
    bytes aid = from_hex("f05245535045524d495401");
    command select = command_of(0xa4, 0x04, 0x0c, &aid, 0);
    protected(eac, &select, "select");
    return read_group(eac, 1, "read-dg1");
}

/** Value of a field in the body of a CV certificate. */
static bytes field_of(const bytes *certificate, unsigned tag)
{
    bytes whole, body, value;
    require(find_object(certificate, 0x7f21, &whole) && find_object(&whole, 0x7f4e, &body), "certificate");
    require(find_object(&body, tag, &value), "certificate");
    return value;
}

static void present(EAC_CTX *eac, const bytes *certificate)
{
    bytes issuer = field_of(certificate, 0x42), data = none(), content;
    append_object(&data, 0x83, &issuer);
    command name = command_of(0x22, 0x81, 0xb6, &data, 0);
    protected(eac, &name, "set-dst");
    require(find_object(certificate, 0x7f21, &content), "certificate");
    command verify = command_of(0x2a, 0x00, 0xbe, &content, 0);
    protected(eac, &verify, "verify-certificate");
}

/** libeac checks the chain as a chip would; the context that signs knows the certificate of its own key alone. */
static void check_chain(const bytes *cvca, const bytes *dv, const bytes *terminal)
{
    EAC_CTX *chip = EAC_CTX_new();
    if (chip == NULL) fail("no context");
    TA_disable_checks(chip);
    int good = EAC_CTX_init_ta(chip, NULL, 0, cvca->data, cvca->length) == 1
        && TA_STEP2_import_certificate(chip, dv->data, dv->length) == 1
        && TA_STEP2_import_certificate(chip, terminal->data, terminal->length) == 1;
    EAC_CTX_clear_free(chip);
    require(good, "certificates");
}

static void authenticate_terminal(EAC_CTX *eac, const bytes *certificate, const BUF_MEM *chip_pace_key)
{
    bytes data = none(), nothing = none(), reference = field_of(certificate, 0x5f20);
    /* Compressed already; the whole point is CA_STEP2_get_eph_pubkey. */
    BUF_MEM *own = full_coordinate(TA_STEP3_generate_ephemeral_key(eac));
    bytes oid = oid_of(eac->ta_ctx->protocol), commitment = from_buffer(own);
    append_object(&data, 0x80, &oid);
    append_object(&data, 0x83, &reference);
    append_object(&data, 0x91, &commitment);
    command set = command_of(0x22, 0x81, 0xa4, &data, 0);
    protected(eac, &set, "set-terminal");
    command ask = command_of(0x84, 0, 0, &nothing, 8);
    bytes challenge = protected(eac, &ask, "challenge");
    BUF_MEM *nonce = to_buffer(&challenge);
    require(TA_STEP4_set_nonce(eac, nonce) == 1, "challenge");
    BUF_MEM *chip = full_coordinate(EAC_Comp(eac, EAC_ID_PACE, chip_pace_key));
    BUF_MEM *signature = TA_STEP5_sign(eac, own, chip, NULL);
    require(chip != NULL && signature != NULL, "sign");
    bytes proof = from_buffer(signature);
    command prove = command_of(0x82, 0, 0, &proof, 0);
    protected(eac, &prove, "terminal-authentication");
    BUF_MEM *made[] = {own, nonce, chip, signature};
    for (size_t at = 0; at < sizeof made / sizeof *made; at++) BUF_MEM_free(made[at]);
}

static void authenticate_chip(EAC_CTX *eac, const bytes *static_key)
{
    bytes data = none(), inner = none(), oid = oid_of(eac->ca_ctx->protocol), outer, nonce, token;
    append_object(&data, 0x80, &oid);
    command set = command_of(0x22, 0x41, 0xa4, &data, 0);
    protected(eac, &set, "set-chip-authentication");
    BUF_MEM *own = CA_STEP2_get_eph_pubkey(eac);
    bytes point = from_buffer(own);
    append_object(&inner, 0x80, &point);
    data = none();
    append_object(&data, 0x7c, &inner);
    command step = command_of(0x86, 0, 0, &data, 256);
    bytes answer = protected(eac, &step, "chip-authentication");
    require(find_object(&answer, 0x7c, &outer) && find_object(&outer, 0x81, &nonce) && find_object(&outer, 0x82, &token),
            "chip-authentication");
    BUF_MEM *key = to_buffer(static_key), *r = to_buffer(&nonce), *t = to_buffer(&token);
    require(CA_STEP4_compute_shared_secret(eac, key) == 1, "chip-agreement");
    require(CA_STEP6_derive_keys(eac, r, t) == 1, "token-of-chip-authentication");
    require(EAC_CTX_set_encryption_ctx(eac, EAC_ID_CA) == 1, "new-channel");
    BUF_MEM *made[] = {own, key, r, t};
    for (size_t at = 0; at < sizeof made / sizeof *made; at++) BUF_MEM_free(made[at]);
}

static bytes ask_static_key(const bytes *record)
{
    static char line[LINE_BYTES];
    write_hex("record", record);
    if (!read_line(line) || strncmp(line, "key ", 4) != 0) fail("want a key");
    return from_hex(line + 4);
}

static bytes extended_access(EAC_CTX *eac, char *words[], const BUF_MEM *chip_pace_key, const bytes *record)
{
    bytes cvca = from_hex(words[4]), dv = from_hex(words[5]), terminal = from_hex(words[6]), key = from_hex(words[7]);
    bytes static_key = ask_static_key(record);
    check_chain(&cvca, &dv, &terminal);
    require(EAC_CTX_init_ta(eac, key.data, key.length, terminal.data, terminal.length) == 1, "init-terminal-authentication");
    present(eac, &dv);
    present(eac, &terminal);
    authenticate_terminal(eac, &terminal, chip_pace_key);
    authenticate_chip(eac, &static_key);
    return read_group(eac, 2, "read-dg2");
}

static void run(EAC_CTX *eac, char *words[], int count)
{
    int parameters = atoi(words[1]), extended = strcmp(words[0], "eac") == 0 && count == 8;
    if (!extended && (strcmp(words[0], "read") != 0 || count != 3)) fail("want read or eac");
    bytes nothing = none(), template = extended ? from_hex(words[3]) : none();
    command read = command_of(0xb0, 0x9c, 0, &nothing, 256);
    bytes card_access = plain(&read, "read-card-access");
    choose_offer(eac, &card_access, parameters);
    BUF_MEM *chip_pace_key = run_pace(eac, parameters, words[2], &template);
    bytes file = select_and_read_record(eac);
    if (extended) file = extended_access(eac, words, chip_pace_key, &file);
    BUF_MEM_free(chip_pace_key);
    write_hex("done", &file);
}

int main(void)
{
    static char line[LINE_BYTES];
    EAC_init();
    while (read_line(line)) {
        char *words[WORDS];
        int count = 0;
        for (char *word = strtok(line, " "); word != NULL && count < WORDS; word = strtok(NULL, " ")) words[count++] = word;
        if (count < 3) fail("want read or eac");
        EAC_CTX *eac = EAC_CTX_new();
        if (eac == NULL) fail("no context");
        if (setjmp(run_over) == 0) run(eac, words, count);
        EAC_CTX_clear_free(eac);
    }
    EAC_cleanup();
    return 0;
}
