import type { z } from "zod";
import type {
  AccessTokenList,
  AccessTokenWish,
  Account,
  AccountChange,
  AccountList,
  AccountQuery,
  AccountWish,
  FactorOffer,
  GrantWish,
  NewAccessToken,
  NewAccount,
  OneTimeCode,
  RecoveryCodes,
  SessionAnswer,
  SessionList,
  SetupAnswer,
  SetupWish,
  SignInPolicy,
  SsoBindingList,
  TrialPeople,
} from "../../server/accounts/contract.ts";
import { changed, posted, query, request, requestSeen, type Stop } from "../request.ts";

type Answer<Schema extends z.ZodType> = z.infer<Schema>;

const put = (body: object): RequestInit => ({ ...posted(body), method: "PUT" });
const remove: RequestInit = { method: "DELETE" };

/** What the pages of accounts ask the server. */
export const calls = {
  session: (stop: Stop = {}) => request<SessionAnswer>("/api/session", stop),
  signIn: (wish: { login: string; password: string }) => request<SessionAnswer>("/api/session", posted(wish)),
  signOut: () => request<SessionAnswer>("/api/session", remove),
  passFactor: (code: string) => request<SessionAnswer>("/api/session/factor", posted({ code })),
  changePassword: (wish: { current: string | null; password: string }) => request<SessionAnswer>("/api/session/password", put(wish)),
  offerFactor: () => request<Answer<typeof FactorOffer>>("/api/session/factor/offer", { method: "POST" }),
  confirmFactor: (code: string) => request<Answer<typeof RecoveryCodes>>("/api/session/factor/confirm", posted({ code })),
  renewCodes: (code: string) => request<Answer<typeof RecoveryCodes>>("/api/session/factor/codes", posted({ code })),
  endFactor: (code: string) => request<SessionAnswer>("/api/session/factor/end", posted({ code })),
  sessions: (stop: Stop = {}) => request<Answer<typeof SessionList>>("/api/sessions", stop),
  endSession: (id: string) => request<Answer<typeof SessionList>>(`/api/sessions/${id}`, remove),

  chooseHouse: (mode: "local" | "trial" | "office") => request<SessionAnswer>("/api/house", posted({ mode })),
  checkSetup: (code: string) => request<SessionAnswer>("/api/setup/check", posted({ code })),
  trialPeople: (stop: Stop = {}) => request<Answer<typeof TrialPeople>>("/api/trial/people", stop),
  beTrialPerson: (account: string) => request<SessionAnswer>("/api/trial/session", posted({ account })),
  setUp: (wish: SetupWish) => request<SetupAnswer>("/api/setup", posted(wish)),

  accounts: (asked: Partial<AccountQuery>, stop: Stop = {}) => request<Answer<typeof AccountList>>(`/api/accounts${query(asked)}`, stop),
  createAccount: (wish: AccountWish) => request<Answer<typeof NewAccount>>("/api/accounts", posted(wish)),
  changeAccount: (id: string, change: AccountChange) => request<Account>(`/api/accounts/${id}`, { ...posted(change), method: "PATCH" }),
  resetPassword: (id: string) => request<OneTimeCode>(`/api/accounts/${id}/code`, { method: "POST" }),
  removeFactor: (id: string) => request<Account>(`/api/accounts/${id}/factor`, remove),
  endSessions: (id: string) => request<Account>(`/api/accounts/${id}/sessions`, remove),
  grantRole: (id: string, wish: GrantWish) => request<Account>(`/api/accounts/${id}/grants`, posted(wish)),
  endGrant: (id: string, grant: string) => request<Account>(`/api/accounts/${id}/grants/${grant}`, remove),
  bindings: (stop: Stop = {}) => request<Answer<typeof SsoBindingList>>("/api/sso-bindings", stop),
  decideBinding: (id: string, accept: boolean) => request<Answer<typeof SsoBindingList>>(`/api/sso-bindings/${id}`, posted({ accept })),
  policy: (stop: Stop = {}) => requestSeen<SignInPolicy>("/api/sign-in-policy", stop),
  changePolicy: (policy: SignInPolicy, version: string) => requestSeen<SignInPolicy>("/api/sign-in-policy", changed(policy, version)),

  tokens: (stop: Stop = {}) => request<Answer<typeof AccessTokenList>>("/api/tokens", stop),
  createToken: (wish: AccessTokenWish) => request<Answer<typeof NewAccessToken>>("/api/tokens", posted(wish)),
  revokeToken: (id: string) => request<Answer<typeof AccessTokenList>>(`/api/tokens/${id}`, remove),
};
