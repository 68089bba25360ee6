// An identity provider by OpenID Connect: authorization code with PKCE, state and nonce.
import * as oidc from "openid-client";
import { DabiaoError } from "../../problem.ts";
import type { SsoAttempt, Stranger } from "../../store/accounts/sso.ts";

export interface Provider {
  /** Where the browser is sent, and what the answer will be held against. */
  begin(callback: URL): Promise<{ address: URL; attempt: SsoAttempt }>;
  /** Who the provider says it is. @param answered the address at which the browser came back */
  finish(answered: URL, attempt: SsoAttempt): Promise<Stranger>;
}

/** The provider that the environment names; null when it names none. @throws DabiaoError SERVE-04 when something is missing */
export function providerOf(env: NodeJS.ProcessEnv): Provider | null {
  const { DABIAO_OIDC_ISSUER: issuer, DABIAO_OIDC_CLIENT_ID: client, DABIAO_OIDC_CLIENT_SECRET: secret, DABIAO_OIDC_LOGIN_CLAIM: claim } = env;
  if (!issuer) return null;
  if (!client || !secret || !URL.canParse(issuer))
    throw new DabiaoError("SERVE-04", { message: "单点登录的设置不完整。", hint: "DABIAO_OIDC_ISSUER 是地址，还要有 DABIAO_OIDC_CLIENT_ID 和 DABIAO_OIDC_CLIENT_SECRET。" });
  return openProvider(new URL(issuer), client, secret, claim || "preferred_username");
}

export function openProvider(issuer: URL, client: string, secret: string, loginClaim: string): Provider {
  let known: Promise<oidc.Configuration> | undefined;
  // On this very machine nobody listens in; anywhere else it has to be https.
  const execute = ["127.0.0.1", "localhost", "[::1]"].includes(issuer.hostname) ? [oidc.allowInsecureRequests] : [];
  const configuration = async (): Promise<oidc.Configuration> => {
    known ??= oidc.discovery(issuer, client, secret, undefined, { execute, timeout: 10 });
    return await known.catch((cause: unknown) => {
      known = undefined;
      throw new DabiaoError("ACCOUNT-14", { message: "单点登录服务连不上。", hint: "请稍后再试，或用密码登录。", cause });
    });
  };
  return {
    async begin(callback) {
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback.href,
        scope: "openid profile",
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      return { address, attempt: { state, nonce, verifier } };
    },
    async finish(answered, { state, nonce, verifier }) {
      const found = await configuration();
      const tokens = await oidc.authorizationCodeGrant(found, answered, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
      const claims = tokens.claims();
      if (!claims) throw new Error("the provider gave no ID token");
      // Providers may tell more at a place of its own than in the token.
      const more = loginClaim in claims ? claims : await oidc.fetchUserInfo(found, tokens.access_token, claims.sub);
      const login = more[loginClaim];
      return { issuer: claims.iss, subject: claims.sub, login: typeof login === "string" ? login : null };
    },
  };
}
