#include "peer.h"

#include <openssl/objects.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *what)
{
    fprintf(stderr, "peer: %s\n", what);
    exit(1);
}

bytes none(void)
{
    bytes empty;
    empty.length = 0;
    return empty;
}

void append(bytes *to, const void *data, size_t length)
{
    if (to->length + length > APDU_BYTES) fail("too many bytes");
    memcpy(to->data + to->length, data, length);
    to->length += length;
}

void append_bytes(bytes *to, const bytes *from)
{
    append(to, from->data, from->length);
}

int equal(const bytes *a, const bytes *b)
{
    return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

bytes from_hex(const char *digits)
{
    bytes value = none();
    unsigned byte;
    size_t length = strlen(digits);
    if (length % 2 != 0) fail("odd number of digits");
    for (size_t at = 0; at < length; at += 2) {
        if (sscanf(digits + at, "%2x", &byte) != 1) fail("not a hexadecimal digit");
        unsigned char one = (unsigned char) byte;
        append(&value, &one, 1);
    }
    return value;
}

bytes from_buffer(const BUF_MEM *buffer)
{
    bytes value = none();
    if (buffer == NULL) fail("libeac gave nothing");
    append(&value, buffer->data, buffer->length);
    return value;
}

BUF_MEM *to_buffer(const bytes *from)
{
    BUF_MEM *buffer = BUF_MEM_new();
    if (buffer == NULL || BUF_MEM_grow(buffer, from->length) != from->length) fail("no memory");
    memcpy(buffer->data, from->data, from->length);
    return buffer;
}

BUF_MEM *full_coordinate(BUF_MEM *compressed)
{
    bytes value = from_buffer(compressed), full = none();
    for (size_t zeros = FIELD_BYTES - value.length; zeros > 0; zeros--) append(&full, "", 1);
    append_bytes(&full, &value);
    BUF_MEM_free(compressed);
    return to_buffer(&full);
}

bytes short_coordinate(const bytes *compressed)
{
    bytes value = none();
    size_t zeros = 0;
    while (zeros < compressed->length && compressed->data[zeros] == 0) zeros++;
    append(&value, compressed->data + zeros, compressed->length - zeros);
    return value;
}

int read_line(char *line)
{
    if (fgets(line, LINE_BYTES, stdin) == NULL) return 0;
    line[strcspn(line, "\r\n")] = '\0';
    return 1;
}

void write_hex(const char *mark, const bytes *value)
{
    printf("%s ", mark);
    for (size_t at = 0; at < value->length; at++) printf("%02x", value->data[at]);
    printf("\n");
    fflush(stdout);
}

void append_object(bytes *to, unsigned tag, const bytes *value)
{
    unsigned char head[5];
    size_t at = 0;
    if (tag > 0xff) head[at++] = (unsigned char) (tag >> 8);
    head[at++] = (unsigned char) tag;
    if (value->length > 0xff) {
        head[at++] = 0x82;
        head[at++] = (unsigned char) (value->length >> 8);
    } else if (value->length > 0x7f) {
        head[at++] = 0x81;
    }
    head[at++] = (unsigned char) value->length;
    append(to, head, at);
    append_bytes(to, value);
}

int find_object(const bytes *in, unsigned tag, bytes *value)
{
    size_t at = 0;
    while (at + 2 <= in->length) {
        unsigned found = in->data[at++];
        if ((found & 0x1f) == 0x1f) found = found << 8 | in->data[at++];
        if (at >= in->length) return 0;
        size_t length = in->data[at++];
        if (length > 0x82 || length == 0x80) return 0;
        for (size_t more = length > 0x80 ? length - 0x80 : 0, first = 1; more > 0; more--, first = 0) {
            if (at >= in->length) return 0;
            length = (first ? 0 : length << 8) | in->data[at++];
        }
        if (at + length > in->length) return 0;
        if (found == tag) {
            *value = none();
            append(value, in->data + at, length);
            return 1;
        }
        at += length;
    }
    return 0;
}

bytes oid_of(int nid)
{
    bytes oid = none();
    const ASN1_OBJECT *object = OBJ_nid2obj(nid);
    if (object == NULL) fail("unknown object identifier");
    append(&oid, OBJ_get0_data(object), OBJ_length(object));
    return oid;
}

bytes encode_command(const command *plain)
{
    bytes out = none();
    size_t nc = plain->data.length, ne = plain->ne;
    int extended = nc > 255 || ne > 256;
    unsigned char header[4] = {plain->cla, plain->ins, plain->p1, plain->p2};
    unsigned char lc[3] = {0, (unsigned char) (nc >> 8), (unsigned char) nc};
    unsigned char le[3] = {0, (unsigned char) (ne >> 8), (unsigned char) ne};
    append(&out, header, 4);
    if (nc > 0) append(&out, extended ? lc : lc + 2, extended ? 3 : 1);
    append_bytes(&out, &plain->data);
    if (ne > 0) append(&out, extended ? (nc > 0 ? le + 1 : le) : le + 2, extended ? (nc > 0 ? 2 : 3) : 1);
    return out;
}

int decode_command(const bytes *in, command *out)
{
    if (in->length < 4) return 0;
    out->cla = in->data[0];
    out->ins = in->data[1];
    out->p1 = in->data[2];
    out->p2 = in->data[3];
    out->data = none();
    out->ne = 0;
    size_t at = 4, left = in->length - 4;
    if (left == 0) return 1;
    int extended = in->data[4] == 0 && left > 1;
    size_t width = extended ? 2 : 1;
    if (extended) at++, left--;
    size_t first = extended ? (size_t) in->data[at] << 8 | in->data[at + 1] : in->data[at];
    if (left > width) {
        if (left < width + first || left - width - first > width) return 0;
        append(&out->data, in->data + at + width, first);
        at += width + first;
        if (left == width + first) return 1;
        first = extended ? (size_t) in->data[at] << 8 | in->data[at + 1] : in->data[at];
    }
    out->ne = first == 0 ? (extended ? 65536 : 256) : first;
    return 1;
}
