#include "peer.h"

#include <string.h>

#define DO_ENCRYPTED 0x87
#define DO_PROTECTED_LE 0x97
#define DO_STATUS 0x99
#define DO_MAC 0x8e

static bytes padded(const EAC_CTX *eac, const bytes *plain)
{
    BUF_MEM *in = to_buffer(plain);
    BUF_MEM *out = EAC_add_iso_pad(eac, in);
    bytes value = from_buffer(out);
    BUF_MEM_free(in);
    BUF_MEM_free(out);
    return value;
}

/** The value of DO'87': padding indicator and ciphertext. */
static bytes encrypted(const EAC_CTX *eac, const bytes *plain)
{
    bytes filled = padded(eac, plain), value = none();
    BUF_MEM *in = to_buffer(&filled);
    BUF_MEM *out = EAC_encrypt(eac, in);
    bytes cipher = from_buffer(out);
    append(&value, "\x01", 1);
    append_bytes(&value, &cipher);
    BUF_MEM_free(in);
    BUF_MEM_free(out);
    return value;
}

static int decrypted(const EAC_CTX *eac, const bytes *object, bytes *plain)
{
    bytes cipher = none();
    if (object->length < 17 || object->data[0] != 1) return 0;
    append(&cipher, object->data + 1, object->length - 1);
    BUF_MEM *in = to_buffer(&cipher);
    BUF_MEM *filled = EAC_decrypt(eac, in);
    BUF_MEM *out = filled == NULL ? NULL : EAC_remove_iso_pad(filled);
    BUF_MEM_free(in);
    BUF_MEM_free(filled);
    if (out == NULL) return 0;
    *plain = from_buffer(out);
    BUF_MEM_free(out);
    return 1;
}

/** What the check value covers besides the counter: the padded header of a command, if any, and the padded objects, if any. */
static bytes covered(const EAC_CTX *eac, const bytes *header, const bytes *objects)
{
    bytes all = none();
    if (header->length > 0) {
        bytes part = padded(eac, header);
        append_bytes(&all, &part);
    }
    if (objects->length > 0) {
        bytes part = padded(eac, objects);
        append_bytes(&all, &part);
    }
    return all;
}

static bytes check_value(const EAC_CTX *eac, const bytes *header, const bytes *objects)
{
    bytes all = covered(eac, header, objects);
    BUF_MEM *in = to_buffer(&all);
    BUF_MEM *out = EAC_authenticate(eac, in);
    bytes value = from_buffer(out);
    BUF_MEM_free(in);
    BUF_MEM_free(out);
    return value;
}

static int verified(const EAC_CTX *eac, const bytes *header, const bytes *objects, const bytes *mac)
{
    bytes all = covered(eac, header, objects);
    BUF_MEM *in = to_buffer(&all), *value = to_buffer(mac);
    int good = EAC_verify_authentication(eac, in, value) == 1;
    BUF_MEM_free(in);
    BUF_MEM_free(value);
    return good;
}

/** Splits off DO'8E', which stands last. */
static int split_mac(const bytes *data, bytes *objects, bytes *mac)
{
    if (data->length < 10) return 0;
    size_t end = data->length - 10;
    if (data->data[end] != DO_MAC || data->data[end + 1] != 8) return 0;
    *objects = none();
    *mac = none();
    append(objects, data->data, end);
    append(mac, data->data + end + 2, 8);
    return 1;
}

static bytes header_of(const command *of)
{
    bytes header = none();
    unsigned char four[4] = {of->cla | 0x0c, of->ins, of->p1, of->p2};
    append(&header, four, 4);
    return header;
}

bytes seal_command(EAC_CTX *eac, const command *plain)
{
    bytes objects = none(), header = header_of(plain);
    if (!EAC_increment_ssc(eac)) fail("counter");
    if (plain->data.length > 0) {
        bytes value = encrypted(eac, &plain->data);
        append_object(&objects, DO_ENCRYPTED, &value);
    }
    if (plain->ne > 0) {
        bytes le = none();
        unsigned char two[2] = {(unsigned char) (plain->ne >> 8), (unsigned char) plain->ne};
        append(&le, plain->ne > 256 ? two : two + 1, plain->ne > 256 ? 2 : 1);
        append_object(&objects, DO_PROTECTED_LE, &le);
    }
    bytes mac = check_value(eac, &header, &objects);
    append_object(&objects, DO_MAC, &mac);
    command sealed = *plain;
    sealed.cla |= 0x0c;
    sealed.data = objects;
    sealed.ne = objects.length > 255 || plain->ne > 256 ? 65536 : 256;
    return encode_command(&sealed);
}

int open_command(EAC_CTX *eac, const command *sealed, command *plain)
{
    bytes objects, mac, header = header_of(sealed), value;
    if (!EAC_increment_ssc(eac)) fail("counter");
    if (!split_mac(&sealed->data, &objects, &mac) || !verified(eac, &header, &objects, &mac)) return 0;
    *plain = *sealed;
    plain->cla &= (unsigned char) ~0x0c;
    plain->data = none();
    plain->ne = 0;
    if (find_object(&objects, DO_ENCRYPTED, &value) && !decrypted(eac, &value, &plain->data)) return 0;
    if (find_object(&objects, DO_PROTECTED_LE, &value)) {
        plain->ne = value.length == 2 ? (size_t) value.data[0] << 8 | value.data[1] : value.data[0];
        if (plain->ne == 0) plain->ne = value.length == 2 ? 65536 : 256;
    }
    return 1;
}

bytes seal_response(EAC_CTX *eac, const bytes *data, unsigned sw)
{
    bytes objects = none(), status = none(), nothing = none();
    unsigned char two[2] = {(unsigned char) (sw >> 8), (unsigned char) sw};
    if (!EAC_increment_ssc(eac)) fail("counter");
    if (data->length > 0) {
        bytes value = encrypted(eac, data);
        append_object(&objects, DO_ENCRYPTED, &value);
    }
    append(&status, two, 2);
    append_object(&objects, DO_STATUS, &status);
    bytes mac = check_value(eac, &nothing, &objects);
    append_object(&objects, DO_MAC, &mac);
    append(&objects, two, 2);
    return objects;
}

int open_response(EAC_CTX *eac, const bytes *sealed, bytes *data, unsigned *sw)
{
    bytes body = none(), objects, mac, value, nothing = none();
    if (!EAC_increment_ssc(eac)) fail("counter");
    if (sealed->length < 2) return 0;
    append(&body, sealed->data, sealed->length - 2);
    if (!split_mac(&body, &objects, &mac) || !verified(eac, &nothing, &objects, &mac)) return 0;
    if (!find_object(&objects, DO_STATUS, &value) || value.length != 2) return 0;
    if (memcmp(value.data, sealed->data + sealed->length - 2, 2) != 0) return 0;
    *sw = (unsigned) value.data[0] << 8 | value.data[1];
    *data = none();
    return !find_object(&objects, DO_ENCRYPTED, &value) || decrypted(eac, &value, data);
}
