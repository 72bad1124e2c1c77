/*
 * What both peers share: bytes, lines of hexadecimal digits, data objects, and AES secure messaging by libeac.
 * A peer ends with status 1 and a line on standard error at the first thing that is not as it should be on its own side;
 * what the other side does wrong is a line of the protocol.
 */
#ifndef PERMIT_PEER_H
#define PERMIT_PEER_H

#include <eac/eac.h>
#include <openssl/buffer.h>
#include <stddef.h>

#define LINE_BYTES 32768
#define APDU_BYTES 4096
/** Of a coordinate, on both curves. */
#define FIELD_BYTES 32

/** Bytes on the stack; no message of these protocols is longer. */
typedef struct {
    size_t length;
    unsigned char data[APDU_BYTES];
} bytes;

/** A command APDU taken apart; `ne` is 0, or 1 to 65536. ISO/IEC 7816-4 §5.1 */
typedef struct {
    unsigned char cla, ins, p1, p2;
    bytes data;
    size_t ne;
} command;

void fail(const char *what);

bytes none(void);
bytes from_hex(const char *digits);
bytes from_buffer(const BUF_MEM *buffer);
/** A new buffer that the caller frees. */
BUF_MEM *to_buffer(const bytes *from);
void append(bytes *to, const void *data, size_t length);
void append_bytes(bytes *to, const bytes *from);
/**
 * Comp() of a point, its x-coordinate at full length. libeac 1.1.2 drops leading zero bytes, which TR-03110-3 §A.2.2.3 keeps:
 * what it gives is filled up (and freed), what it compares with is shortened.
 */
BUF_MEM *full_coordinate(BUF_MEM *compressed);
bytes short_coordinate(const bytes *compressed);
int equal(const bytes *a, const bytes *b);

/** One line without its end; 0 at the end of input. */
int read_line(char *line);
void write_hex(const char *mark, const bytes *value);

/** A data object with a tag of one or two bytes and the shortest length. */
void append_object(bytes *to, unsigned tag, const bytes *value);
/** The value of the first object with this tag; 0 where there is none, or where the input is malformed. */
int find_object(const bytes *in, unsigned tag, bytes *value);
/** Value bytes of the object identifier that OpenSSL knows under this number. */
bytes oid_of(int nid);

bytes encode_command(const command *plain);
int decode_command(const bytes *encoded, command *plain);

/* TR-03110-3 §F, with the keys and the counter of the context's current channel. */
bytes seal_command(EAC_CTX *eac, const command *plain);
int open_command(EAC_CTX *eac, const command *sealed, command *plain);
bytes seal_response(EAC_CTX *eac, const bytes *data, unsigned sw);
int open_response(EAC_CTX *eac, const bytes *sealed, bytes *data, unsigned *sw);

#endif
