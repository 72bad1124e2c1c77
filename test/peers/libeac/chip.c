/*
 * A PACE chip of libeac. A line of input puts a card on the reader, and the process serves any number of them:
 *
 *   card PASSWORD CARDACCESS FILE [CVCA PKCS8]
 *
 * CARDACCESS is its EF.CardAccess, FILE what DG1 and DG2 hold; with a trust point and a static key it does terminal
 * authentication and chip authentication, and DG2 opens only after both. Then each `> COMMAND` is answered by `< RESPONSE`, until
 * the next card.
 */
#include "peer.h"

#include <eac/ca.h>
#include <eac/pace.h>
#include <eac/ta.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS 6
#define PACE_PASSWORD_CAN 2

enum step { IDLE, NONCE, MAPPING, AGREEMENT, TOKEN, OPEN };

typedef struct {
    EAC_CTX *eac;
    PACE_SEC *secret;
    bytes card_access, file, cvca, static_key;
    enum step step;
    BUF_MEM *own_key, *terminal_key;
    bytes authority;
    bytes commitment;
    int channel, chip_auth_set, terminal_proved, rekey, rights;
} card;

static bytes data_of(const BUF_MEM *made, unsigned tag)
{
    bytes value = from_buffer(made), inner = none(), outer = none();
    append_object(&inner, tag, &value);
    append_object(&outer, 0x7c, &inner);
    return outer;
}

/** libeac sets up the domain parameters of the first offer that it knows alone; any other is set up by its number. */
static unsigned set_pace(card *of, const bytes *data)
{
    bytes oid, password, parameters, known = none();
    if (of->channel || of->eac->pace_ctx == NULL) return 0x6985;
    if (!find_object(data, 0x80, &oid) || !find_object(data, 0x83, &password) || !find_object(data, 0x84, &parameters)) return 0x6a80;
    known = oid_of(of->eac->pace_ctx->protocol);
    if (!equal(&oid, &known) || parameters.length != 1) return 0x6a80;
    if (password.length != 1 || password.data[0] != PACE_PASSWORD_CAN) return 0x6a88;
    if (parameters.data[0] != of->eac->pace_ctx->id) {
        if (!EAC_CTX_init_pace(of->eac, of->eac->pace_ctx->protocol, parameters.data[0])) return 0x6a88;
    }
    of->step = NONCE;
    return 0x9000;
}

static unsigned agree(card *of, const bytes *point, bytes *answer)
{
    BUF_MEM *in = to_buffer(point);
    BUF_MEM *own = PACE_STEP3B_generate_ephemeral_key(of->eac);
    int good = own != NULL && PACE_STEP3B_compute_shared_secret(of->eac, in) == 1 && PACE_STEP3C_derive_keys(of->eac) == 1;
    of->terminal_key = in;
    of->own_key = own;
    if (!good) return 0x6a80;
    *answer = data_of(own, 0x84);
    of->step = TOKEN;
    return 0x9000;
}

static unsigned finish(card *of, const bytes *token, bytes *answer)
{
    BUF_MEM *in = to_buffer(token);
    int right = PACE_STEP3D_verify_authentication_token(of->eac, in);
    BUF_MEM_free(in);
    if (right != 1) return 0x6300;
    BUF_MEM *own = PACE_STEP3D_compute_authentication_token(of->eac, of->terminal_key);
    *answer = data_of(own, 0x86);
    BUF_MEM_free(own);
    of->step = OPEN;
    if (!EAC_CTX_set_encryption_ctx(of->eac, EAC_ID_PACE)) fail("channel");
    of->channel = 1;
    return 0x9000;
}

static unsigned pace_step(card *of, const bytes *data, bytes *answer)
{
    bytes outer, value;
    enum step step = of->step;
    BUF_MEM *made = NULL, *in = NULL;
    of->step = IDLE;
    if (!find_object(data, 0x7c, &outer)) return 0x6a80;
    if (step == NONCE) {
        made = PACE_STEP1_enc_nonce(of->eac, of->secret);
        *answer = data_of(made, 0x80);
        of->step = MAPPING;
    } else if (step == MAPPING && find_object(&outer, 0x81, &value)) {
        in = to_buffer(&value);
        made = PACE_STEP3A_generate_mapping_data(of->eac);
        if (made == NULL || PACE_STEP3A_map_generator(of->eac, in) != 1) return 0x6a80;
        *answer = data_of(made, 0x82);
        of->step = AGREEMENT;
    } else if (step == AGREEMENT && find_object(&outer, 0x83, &value)) {
        return agree(of, &value, answer);
    } else if (step == TOKEN && find_object(&outer, 0x85, &value)) {
        return finish(of, &value, answer);
    } else {
        return 0x6985;
    }
    BUF_MEM_free(made);
    BUF_MEM_free(in);
    return 0x9000;
}

/** The certificates as they are presented: the trust point is named first, each later one by its issuer. */
static unsigned verify_certificate(card *of, const bytes *content)
{
    bytes whole = none();
    append_object(&whole, 0x7f21, content);
    return TA_STEP2_import_certificate(of->eac, whole.data, whole.length) == 1 ? 0x9000 : 0x6300;
}

static unsigned set_dst(card *of, const bytes *data)
{
    bytes named, whole, body, own;
    if (!find_object(data, 0x83, &named)) return 0x6a80;
    if (!find_object(&of->cvca, 0x7f21, &whole) || !find_object(&whole, 0x7f4e, &body) || !find_object(&body, 0x5f20, &own)) {
        return 0x6a88;
    }
    if (equal(&named, &own)) return 0x9000;
    /* The DV is not remembered: it is known once its certificate was imported, in this session. */
    return equal(&named, &of->authority) ? 0x9000 : 0x6a88;
}

static void remember_authority(card *of, const bytes *content)
{
    bytes body, holder;
    if (find_object(content, 0x7f4e, &body) && find_object(&body, 0x5f20, &holder)) of->authority = holder;
}

static unsigned external_authenticate(card *of, const bytes *signature)
{
    BUF_MEM *terminal = to_buffer(&of->commitment), *proof = to_buffer(signature);
    BUF_MEM *chip = full_coordinate(EAC_Comp(of->eac, EAC_ID_PACE, of->own_key));
    int good = TA_STEP6_verify(of->eac, terminal, chip, NULL, proof) == 1;
    BUF_MEM_free(terminal);
    BUF_MEM_free(proof);
    BUF_MEM_free(chip);
    of->terminal_proved = good;
    return good ? 0x9000 : 0x6300;
}

static unsigned chip_authentication(card *of, const bytes *data, bytes *answer)
{
    bytes outer, point;
    of->chip_auth_set = 0;
    if (!find_object(data, 0x7c, &outer) || !find_object(&outer, 0x80, &point)) return 0x6a80;
    bytes shortened = short_coordinate(&of->commitment);
    BUF_MEM *terminal = to_buffer(&point), *commitment = to_buffer(&shortened), *nonce = NULL, *token = NULL;
    int good = CA_STEP3_check_pcd_pubkey(of->eac, commitment, terminal) == 1
        && CA_STEP4_compute_shared_secret(of->eac, terminal) == 1
        && CA_STEP5_derive_keys(of->eac, terminal, &nonce, &token) == 1;
    BUF_MEM_free(terminal);
    BUF_MEM_free(commitment);
    if (!good) return 0x6300;
    bytes r = from_buffer(nonce), t = from_buffer(token), inner = none();
    append_object(&inner, 0x81, &r);
    append_object(&inner, 0x82, &t);
    *answer = none();
    append_object(answer, 0x7c, &inner);
    BUF_MEM_free(nonce);
    BUF_MEM_free(token);
    of->rekey = 1;
    of->rights = 1;
    return 0x9000;
}

static unsigned read_binary(card *of, const command *read, bytes *answer)
{
    static bytes atr_info;
    size_t offset, sfi = 1;
    const bytes *file = &of->file;
    if (read->p1 & 0x80) {
        sfi = read->p1 & 0x1f;
        offset = read->p2;
    } else {
        offset = (size_t) read->p1 << 8 | read->p2;
    }
    if (sfi == 0x1c) file = &of->card_access;
    else if (sfi == 0x1d) {
        atr_info = from_hex("7f66080202080002020800");
        file = &atr_info;
    } else if (!of->channel) return 0x6982;
    else if (sfi == 2 && of->cvca.length > 0 && !of->rights) return 0x6982;
    else if (sfi > 2) return 0x6a82;
    if (offset > file->length) return 0x6b00;
    size_t left = file->length - offset;
    *answer = none();
    append(answer, file->data + offset, left < read->ne ? left : read->ne);
    return left < read->ne && read->ne != 256 && read->ne != 65536 ? 0x6282 : 0x9000;
}

static unsigned manage_environment(card *of, const command *set)
{
    bytes value;
    unsigned which = (unsigned) set->p1 << 8 | set->p2;
    if (which == 0xc1a4) return set_pace(of, &set->data);
    if (!of->channel || of->cvca.length == 0) return 0x6982;
    if (which == 0x81b6) return set_dst(of, &set->data);
    if (which == 0x81a4) {
        if (!find_object(&set->data, 0x91, &of->commitment)) return 0x6a80;
        return 0x9000;
    }
    if (which == 0x41a4) {
        bytes known = oid_of(of->eac->ca_ctx->protocol);
        if (!of->terminal_proved) return 0x6985;
        if (!find_object(&set->data, 0x80, &value) || !equal(&value, &known)) return 0x6a80;
        of->chip_auth_set = 1;
        return 0x9000;
    }
    return 0x6a86;
}

static unsigned dispatch(card *of, const command *plain, bytes *answer)
{
    *answer = none();
    switch (plain->ins) {
    case 0xa4:
        return 0x9000;
    case 0xb0:
        return read_binary(of, plain, answer);
    case 0x22:
        return manage_environment(of, plain);
    case 0x86:
        return of->chip_auth_set ? chip_authentication(of, &plain->data, answer) : pace_step(of, &plain->data, answer);
    case 0x2a: {
        unsigned sw = of->channel ? verify_certificate(of, &plain->data) : 0x6982;
        if (sw == 0x9000) remember_authority(of, &plain->data);
        return sw;
    }
    case 0x84: {
        BUF_MEM *nonce = of->channel ? TA_STEP4_get_nonce(of->eac) : NULL;
        if (nonce == NULL) return 0x6985;
        *answer = from_buffer(nonce);
        BUF_MEM_free(nonce);
        return 0x9000;
    }
    case 0x82:
        return of->channel ? external_authenticate(of, &plain->data) : 0x6982;
    default:
        return 0x6d00;
    }
}

static bytes with_status(const bytes *data, unsigned sw)
{
    bytes response = *data;
    unsigned char two[2] = {(unsigned char) (sw >> 8), (unsigned char) sw};
    append(&response, two, 2);
    return response;
}

/** Any plain command in the channel ends it; the card then waits to be put on the reader again. TR-03110-3 §F.6 */
static bytes respond(card *of, const bytes *received)
{
    command outer, plain;
    bytes answer = none();
    if (!decode_command(received, &outer)) return with_status(&answer, 0x6700);
    if ((outer.cla & 0x0c) == 0) {
        if (of->channel) return with_status(&answer, 0x6985);
        unsigned sw = dispatch(of, &outer, &answer);
        return with_status(&answer, sw);
    }
    if (!of->channel || !open_command(of->eac, &outer, &plain)) return with_status(&answer, 0x6988);
    unsigned sw = dispatch(of, &plain, &answer);
    bytes sealed = seal_response(of->eac, &answer, sw);
    if (of->rekey && !EAC_CTX_set_encryption_ctx(of->eac, EAC_ID_CA)) fail("new channel");
    of->rekey = 0;
    return sealed;
}

static void place(card *of, char *words[], int count)
{
    of->eac = EAC_CTX_new();
    of->card_access = from_hex(words[2]);
    of->file = from_hex(words[3]);
    of->secret = PACE_SEC_new(words[1], strlen(words[1]), PACE_CAN);
    if (EAC_CTX_init_ef_cardaccess(of->card_access.data, of->card_access.length, of->eac) != 1) fail("EF.CardAccess");
    if (count < WORDS) return;
    of->cvca = from_hex(words[4]);
    of->static_key = from_hex(words[5]);
    if (EAC_CTX_init_ta(of->eac, NULL, 0, of->cvca.data, of->cvca.length) != 1) fail("trust point");
    TA_disable_checks(of->eac);
    if (CA_set_key(of->eac, of->static_key.data, of->static_key.length, NULL, 0) != 1) fail("static key");
}

static void take_off(card *of)
{
    EAC_CTX_clear_free(of->eac);
    PACE_SEC_clear_free(of->secret);
    BUF_MEM_free(of->own_key);
    BUF_MEM_free(of->terminal_key);
    memset(of, 0, sizeof *of);
}

int main(void)
{
    static char line[LINE_BYTES];
    static card on_reader;
    EAC_init();
    while (read_line(line)) {
        if (strncmp(line, "> ", 2) == 0 && on_reader.eac != NULL) {
            bytes received = from_hex(line + 2), response = respond(&on_reader, &received);
            write_hex("<", &response);
            continue;
        }
        char *words[WORDS];
        int count = 0;
        for (char *word = strtok(line, " "); word != NULL && count < WORDS; word = strtok(NULL, " ")) words[count++] = word;
        if ((count != 4 && count != WORDS) || strcmp(words[0], "card") != 0) fail("want card");
        take_off(&on_reader);
        place(&on_reader, words, count);
    }
    take_off(&on_reader);
    EAC_cleanup();
    return 0;
}
