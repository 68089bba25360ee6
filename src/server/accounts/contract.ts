// What the API takes and gives about people, roles and signing in.
import { z } from "zod";
import { SignInPolicy } from "../../store/accounts/sign-in-policy.ts";
import { roleIds } from "../../workflow/roles.ts";

export type { SignInPolicy } from "../../store/accounts/sign-in-policy.ts";

const Id = z.uuid();
const Moment = z.iso.datetime().describe("UTC，ISO 8601");
const Day = z.iso.date();
const Login = z.string().trim().min(2).max(64).regex(/^[^\s/@:]+$/u, "登录名里不能有空格和 / @ :").describe("登录名；大小写、全角半角不分");
const Name = z.string().trim().min(1).max(50);
const Secret = z.string().max(500);
const Code = z.string().trim().min(1).max(100);

/** Roles that accounts hold; the public needs none. */
export const GrantableRole = z.enum(roleIds).exclude(["public"]).meta({ id: "GrantableRole", description: "角色" });
export const HouseMode = z.enum(["local", "trial", "office"]).meta({ id: "HouseMode", description: "local 单机使用；trial 试用；office 正式使用" });

export const HeldRole = z.object({ role: GrantableRole, office: Id, name: z.string().describe("单位名称") }).meta({ id: "HeldRole" });

/** Who uses the page, and what the page has to show first. */
export const SessionAnswer = z
  .object({
    house: z.object({
      mode: HouseMode,
      chosen: z.boolean().describe("已经选定使用方式"),
      setupAwaited: z.boolean().describe("已经选择正式使用，等待打开终端里的一次性地址"),
    }),
    trial: z.boolean().describe("可以选择试用"),
    sso: z.boolean().describe("可以用单点登录"),
    stage: z
      .enum(["local", "none", "factor", "change", "enrol", "full"])
      .describe("local 单机，不用登录；none 没有登录；factor 要验证第二因素；change 要先设新密码；enrol 要先启用双因素；full 已经登录"),
    person: z
      .object({
        id: Id,
        login: z.string(),
        name: z.string(),
        asksCurrent: z.boolean().describe("改密码要输入当前密码"),
        hasFactor: z.boolean(),
        recoveryCodes: z.int().min(0).max(100).describe("还剩几个恢复码"),
        roles: z.array(HeldRole),
      })
      .nullable(),
    rules: SignInPolicy.pick({ minLength: true, minKinds: true, history: true, idleMinutes: true, tokenDays: true }),
  })
  .meta({ id: "SessionAnswer", description: "当前会话" });
export type SessionAnswer = z.infer<typeof SessionAnswer>;

export const TrialPeople = z
  .object({ items: z.array(z.object({ account: Id, name: z.string(), roles: z.array(HeldRole) })) })
  .meta({ id: "TrialPeople", description: "试用地区里虚构的人" });

export const SignInWish = z.object({ login: z.string().trim().min(1).max(200), password: Secret.min(1) }).meta({ id: "SignInWish" });
export const FactorWish = z.object({ code: Code }).meta({ id: "FactorWish", description: "手机上的六位数字，或恢复码" });
export const FactorOffer = z.object({ secret: z.string(), address: z.string().describe("otpauth 地址，画成二维码") }).meta({ id: "FactorOffer" });
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: "RecoveryCodes", description: "恢复码，只显示这一次" });
export const PasswordWish = z.object({ current: Secret.nullable().default(null), password: Secret }).meta({ id: "PasswordWish" });

export const SessionLine = z
  .object({ id: Id, createdAt: Moment, seenAt: Moment, address: z.string().nullable(), agent: z.string().nullable(), own: z.boolean().describe("就是这个会话") })
  .meta({ id: "SessionLine" });
export const SessionList = z.object({ items: z.array(SessionLine) }).meta({ id: "SessionList" });

export const HouseWish = z.object({ mode: HouseMode }).meta({ id: "HouseWish" });
export const SetupCheck = z.object({ code: Code }).meta({ id: "SetupCheck" });
const Newcomer = z.object({ login: Login, name: Name });
export const SetupWish = z
  .object({
    code: Code,
    region: z.object({ code: z.string().trim().regex(/^\d{6}$/, "六位数字"), name: Name }),
    securityAdmin: Newcomer.extend({ password: Secret }),
    sysAdmin: Newcomer,
    auditAdmin: Newcomer,
  })
  .meta({ id: "SetupWish", description: "首次使用：地区和三位管理员" });
export type SetupWish = z.infer<typeof SetupWish>;
export const SetupAnswer = z
  .object({ session: SessionAnswer, codes: z.array(z.object({ login: z.string(), name: z.string(), code: z.string(), codeUntil: Moment })).describe("另外两位管理员的一次性登录码，只显示这一次") })
  .meta({ id: "SetupAnswer" });
export type SetupAnswer = z.infer<typeof SetupAnswer>;

const HeldGrant = z.object({ id: Id, role: GrantableRole, office: z.object({ id: Id, name: z.string() }), from: Day, until: Day.nullable() });
export const Account = z
  .object({
    id: Id,
    login: z.string(),
    name: z.string(),
    createdAt: Moment,
    state: z.enum(["active", "locked", "disabled"]).describe("active 可用；locked 连续失败，暂时锁定；disabled 已停用"),
    lockedUntil: Moment.nullable(),
    hasPassword: z.boolean(),
    hasFactor: z.boolean(),
    seenAt: Moment.nullable(),
    grants: z.array(HeldGrant),
  })
  .meta({ id: "Account", description: "账号" });
export type Account = z.infer<typeof Account>;
export const AccountQuery = z.object({
  text: z.string().max(100).optional().describe("登录名或姓名里的文字"),
  after: z.string().max(500).optional().describe("上一页答复里的 next"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AccountQuery = z.infer<typeof AccountQuery>;
export const AccountList = z.object({ items: z.array(Account), next: z.string().nullable() }).meta({ id: "AccountList" });
export const AccountWish = z.object({ login: Login, name: Name }).meta({ id: "AccountWish" });
export type AccountWish = z.infer<typeof AccountWish>;
export const OneTimeCode = z.object({ code: z.string(), codeUntil: Moment }).meta({ id: "OneTimeCode", description: "一次性登录码，只显示这一次" });
export type OneTimeCode = z.infer<typeof OneTimeCode>;
export const NewAccount = z.object({ account: Account, ...OneTimeCode.shape }).meta({ id: "NewAccount" });
export const AccountChange = z.union([z.object({ name: Name }), z.object({ state: z.enum(["active", "disabled"]) })]).meta({ id: "AccountChange" });
export type AccountChange = z.infer<typeof AccountChange>;

export const GrantWish = z.object({ role: GrantableRole, office: Id, from: Day, until: Day.nullable().default(null).describe("最后一天；null 不限") }).meta({ id: "GrantWish" });
export type GrantWish = z.infer<typeof GrantWish>;
export const GrantParams = z.object({ id: Id, grantId: Id });

const Scope = z.enum(["read", "write", "export"]);
export const AccessToken = z
  .object({ id: Id, name: z.string(), scopes: z.array(Scope), createdAt: Moment, expiresAt: Moment, revokedAt: Moment.nullable(), usedAt: Moment.nullable() })
  .meta({ id: "AccessToken", description: "访问令牌" });
export type AccessToken = z.infer<typeof AccessToken>;
export const AccessTokenList = z.object({ items: z.array(AccessToken) }).meta({ id: "AccessTokenList" });
export const AccessTokenWish = z.object({ name: Name, scopes: z.array(Scope).min(1).max(3), days: z.int().min(1).max(730) }).meta({ id: "AccessTokenWish" });
export type AccessTokenWish = z.infer<typeof AccessTokenWish>;
export const NewAccessToken = AccessToken.extend({ token: z.string().describe("令牌，只显示这一次") }).meta({ id: "NewAccessToken" });

export const SsoBinding = z
  .object({ id: Id, issuer: z.string(), subject: z.string(), login: z.string(), account: z.object({ id: Id, name: z.string() }), askedAt: Moment, confirmedAt: Moment.nullable() })
  .meta({ id: "SsoBinding", description: "单点登录的人和账号的绑定" });
export type SsoBinding = z.infer<typeof SsoBinding>;
export const SsoBindingList = z.object({ items: z.array(SsoBinding) }).meta({ id: "SsoBindingList" });
export const SsoDecision = z.object({ accept: z.boolean() }).meta({ id: "SsoDecision" });

/*
 * The routes:
 *   GET    /api/session                    SessionAnswer, for everybody
 *   POST   /api/session                    SignInWish -> SessionAnswer and a cookie; 401, 429
 *   DELETE /api/session                    SessionAnswer
 *   POST   /api/session/factor             FactorWish -> SessionAnswer
 *   POST   /api/session/factor/offer       FactorOffer; POST …/confirm FactorWish -> RecoveryCodes; POST …/codes, …/end FactorWish
 *   PUT    /api/session/password           PasswordWish -> SessionAnswer
 *   GET    /api/session/sso, /api/session/sso/callback   to and from the identity provider
 *   GET    /api/sessions, DELETE /api/sessions/:id
 *   POST   /api/house                      HouseWish -> SessionAnswer
 *   POST   /api/setup/check                SetupCheck; POST /api/setup SetupWish -> SetupAnswer
 *   GET    /api/accounts                   AccountQuery -> AccountList; POST AccountWish -> 201 NewAccount
 *   PATCH  /api/accounts/:id               AccountChange -> Account
 *   POST   /api/accounts/:id/code          OneTimeCode; DELETE /api/accounts/:id/factor, /api/accounts/:id/sessions -> Account
 *   POST   /api/accounts/:id/grants        GrantWish -> Account; DELETE …/grants/:grantId -> Account
 *   GET    /api/sso-bindings               SsoBindingList; POST /api/sso-bindings/:id SsoDecision
 *   GET    /api/sign-in-policy, PUT        SignInPolicy
 *   GET    /api/tokens                     AccessTokenList; POST AccessTokenWish -> 201 NewAccessToken; DELETE /api/tokens/:id
 */
