"""Reads every record of one card with other people's libraries: parses, hashes and verifies all of it.

Input: a folder of files DG1 .. DG21 as the chip holds them. Output: one JSON object. Exit 1 with a reason on any fault.
Nothing here is shared with the product: CBOR by cbor2, signatures and certificates by cryptography, TLV by hand.
"""

import hashlib
import json
import pathlib
import sys

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ITEM_GROUPS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]
SHA256_64 = -15


def require(condition, what):
    if not condition:
        raise SystemExit(f"refused: {what}")


def canonical(data):
    """The value, if its bytes are what cbor2 writes for it in canonical form (RFC 8949 section 4.2.1)."""
    value = cbor2.loads(data)
    require(cbor2.dumps(value, canonical=True) == data, "bytes are not deterministic")
    return value


def tagged(data, tag):
    value = cbor2.loads(data)
    require(isinstance(value, cbor2.CBORTag) and value.tag == tag, f"want tag {tag}")
    return value.value


def verify_sign1(data, key):
    """Payload and protected header of a COSE_Sign1 whose signature is that of the key. RFC 9052 section 4.4."""
    protected, unprotected, payload, signature = tagged(data, 18)
    require(unprotected == {}, "unprotected header is not empty")
    header = canonical(protected)
    require(header[1] == -8, "not EdDSA")
    key.verify(signature, cbor2.dumps(["Signature1", protected, b"", payload]))
    return header, payload


def key_id(key):
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).digest()[:8]


def point_of(cose_key):
    require((cose_key[1], cose_key[-1]) == (2, 1), "not a P-256 key")
    x, y = cose_key[-2], cose_key[-3]
    numbers = EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), SECP256R1())
    numbers.public_key()  # raises if the point is off the curve
    return b"\x04" + x + y


def read_tlv(data):
    """BER-TLV objects with one-byte tags."""
    objects, at = [], 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length > 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(data[at : at + count], "big"), at + count
        require(at + length <= len(data), "truncated data object")
        objects.append((tag, data[at : at + length]))
        at += length
    return objects


def items_of(group, data):
    if group != 13:
        return [data]
    return [cbor2.dumps(item) for item in cbor2.loads(data)]


def check_envelope(objects, version, grantor, grants):
    require(objects[0x81] == grantor.encode(), "envelope: grantor")
    require(int.from_bytes(objects[0x82], "big") == version, "envelope: version")
    counted = b"".join(
        grant[0] + grant[4].to_bytes(2, "big") + grant.get(5, 0).to_bytes(2, "big") + grant[2].to_bytes(4, "big")
        for grant in grants
        if 4 in grant
    )
    require(objects.get(0x85, b"") == counted, "envelope: counted grants")


def main(folder, grantor_keys):
    files = {int(path.name[2:]): path.read_bytes() for path in pathlib.Path(folder).glob("DG*")}
    signer, root = (x509.load_der_x509_certificate(der) for der in canonical(files[12]))
    root.public_key().verify(signer.signature, signer.tbs_certificate_bytes)
    signer_key = signer.public_key()
    require(isinstance(signer_key, Ed25519PublicKey), "signer key")

    header, payload = verify_sign1(files[1], signer_key)
    thumbprint = hashlib.sha256(canonical(files[12])[0]).digest()[:8]
    require(header[34] == [SHA256_64, thumbprint], "x5t")
    mso = cbor2.loads(tagged(payload, 24))
    ((name_space, digests),) = mso["valueDigests"].items()
    require(mso["docType"] == name_space, "name space")
    device_point = point_of(mso["deviceKeyInfo"]["deviceKey"])
    point_of(mso["deviceKeyInfo"]["keyInfo"][-1])
    permit_ref = mso["deviceKeyInfo"]["keyInfo"][-2]

    elements = {}
    for group in ITEM_GROUPS:
        for item_bytes in items_of(group, files[group]):
            item = cbor2.loads(tagged(item_bytes, 24))
            require(hashlib.sha256(item_bytes).digest() == digests.pop(item["digestID"]), f"digest in DG{group}")
            require(len(item["random"]) == 16, "salt")
            elements[item["elementIdentifier"]] = item["elementValue"]
    require(digests == {}, "a digest without an item")

    envelope = dict(read_tlv(files[17]))
    header, payload = verify_sign1(envelope[0x84], signer_key)
    endorsement = canonical(payload)
    require(header[4] == key_id(signer_key), "endorsement: kid")
    require(endorsement[0] == 1 and endorsement[2] == hashlib.sha256(device_point).digest(), "endorsement: binding")
    check_envelope(envelope, endorsement[1], "issuer", [])

    grants = []
    for group in (18, 19, 20, 21):
        for tag, slot in read_tlv(files[group]):
            require(tag == 0x30, "slot")
            envelope = dict(read_tlv(slot))
            grantor = envelope[0x81].decode()
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(grantor_keys[grantor]))
            header, payload = verify_sign1(envelope[0x84], key)
            record = canonical(payload)
            require(header[4] == key_id(key), "grant: kid")
            require(record[0] == 2 and record[2] == permit_ref and record[3] == group, "grant: binding")
            check_envelope(envelope, record[1], record[4], record[5])
            grants += [{"group": group, "grantor": grantor, "kind": grant[1]} for grant in record[5]]

    return {
        "name": elements["name"],
        "birthDate": str(elements["birth_date"].value),
        "portraitBytes": len(elements["portrait"]),
        "elements": len(elements),
        "endorsedThrough": endorsement[4],
        "statusIndex": mso["status"]["status_list"]["idx"],
        "grants": grants,
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]))))
