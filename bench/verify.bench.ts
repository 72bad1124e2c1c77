import { Verifier } from '@auth0/mdl';
import { IssuerSigned } from '@owf/mdoc';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { verifyIssuerSigned } from '@residence-permit/reader/verify';
import { makeChainVerifier } from '@residence-permit/reader/x509';
import type { Ed25519Engine } from '@residence-permit/shared/cose';
import { owfMdocContext } from '@residence-permit/test/builders/owf-mdoc-context';
import type { Section } from './figures.ts';
import { median, pairedMediansMs } from './median.ts';
import { presentedPermits } from './presented-permit.ts';

const RUNS = 500;
const WARM_UPS = 1500;

/**
 * One permit, verified by us and by both peers in turn: chain of two, signature over the mobile security object, four
 * digests. Trust is loaded once, outside; every run starts from the received bytes.
 */
export async function measureVerify(): Promise<Section> {
  const permits = await presentedPermits();
  const { at, issuerSigned, root, deviceResponse, p256RootPem } = permits;

  const { engine, takeInsideMs } = meteredEngine();
  const shares: number[] = [];
  const verifyChain = makeChainVerifier({ roots: [root], engine });
  const findSignerKey = (certificates: readonly Uint8Array[]) => {
    const found = verifyChain({ certificates, at });
    return found.ok ? found.value.publicKey : undefined;
  };
  const ours = (): void => {
    const start = performance.now();
    const outcome = verifyIssuerSigned({ issuerSignedBytes: issuerSigned, findSignerKey, engine, at });
    shares.push(takeInsideMs() / (performance.now() - start));
    if (!outcome.ok) throw new Error(`ours: ${outcome.refusal}`);
  };

  const verifier = new Verifier([p256RootPem]);
  const auth0 = async (): Promise<void> => {
    await verifier.verify(deviceResponse, {
      // The device's proof is not part of the comparison: without a transcript this peer reports it and goes on.
      onCheck: ({ status, category, reason }) => {
        if (status === 'FAILED' && category !== 'DEVICE_AUTH') throw new Error(`@auth0/mdl: ${reason ?? category}`);
      },
    });
  };

  const owf = async (): Promise<void> => {
    const document = IssuerSigned.decode(issuerSigned);
    await document.verify({ trustedCertificates: [root], now: new Date(at * 1000) }, owfMdocContext);
  };

  const [oursMs = 0, auth0Ms = 0, owfMs = 0] = await pairedMediansMs([ours, auth0, owf], {
    runs: RUNS,
    warmUps: WARM_UPS,
  });
  return {
    figures: {
      'verify.ms': oursMs,
      'verify.auth0Ms': auth0Ms,
      'verify.owfMs': owfMs,
      'verify.ratioVsAuth0': auth0Ms / oursMs,
      'verify.ratioVsOwf': owfMs / oursMs,
      'verify.shareOfLimit': median(shares.slice(WARM_UPS)),
    },
    remarks: [
      `medians of ${RUNS} runs in turn; each verifies a chain of two, the signature over the security object and four digests`,
      '@auth0/mdl cannot verify a certificate signed with Ed25519, so its chain has a P-256 root (WebCrypto) over the same Ed25519 signer',
      '@owf/mdoc runs on node:crypto',
      'share of the limit: time inside the two signature checks (certificate, security object) over the time of the whole verification, median',
      'that a signer key is not of small order is checked when the key is first seen and remembered; everything else is done in every run',
    ],
  };
}

/** The engine of node:crypto, and the time spent in it since last asked. */
function meteredEngine(): { readonly engine: Ed25519Engine; readonly takeInsideMs: () => number } {
  let insideMs = 0;
  return {
    engine: {
      verify(signature, message, publicKey) {
        const start = performance.now();
        const isValid = nodeEd25519.verify(signature, message, publicKey);
        insideMs += performance.now() - start;
        return isValid;
      },
    },
    takeInsideMs: () => {
      const taken = insideMs;
      insideMs = 0;
      return taken;
    },
  };
}
