"""What other packages may use of access, besides `actor`, `commands`, `errors`, `routes`, `roles`,
`permissions`, `purposes`, `worker` and `middleware`, which are public modules of their own."""

from minzheng.kernel.access.accounts import (
    add_account,
    disable_account,
    enable_account,
    open_account,
    person_index,
    reset_password,
    reset_second_factor,
    revoke_sessions,
    staff,
    staff_member,
)
from minzheng.kernel.access.colleagues import (
    Colleague,
    account_names,
    colleagues,
    colleagues_named,
    holders,
    somebody_sees,
)
from minzheng.kernel.access.emergency import alerts, emergency_file, open_emergency, review_alert
from minzheng.kernel.access.models import Account, Post, Relation
from minzheng.kernel.access.models.emergencies import Verdict
from minzheng.kernel.access.own_rows import act_under
from minzheng.kernel.access.own_sessions import end_own_session, own_sessions
from minzheng.kernel.access.posts import (
    approve_post,
    choose_post,
    choose_purpose,
    end_post,
    installed,
    lapsed_posts,
    posts,
    posts_at,
    propose_post,
    refuse_post,
)
from minzheng.kernel.access.relatives import (
    file_relative,
    own_relatives,
    recused,
    related_among,
    relatives_of,
    require_not_recused,
    withdraw_relative,
)
from minzheng.kernel.access.resident_accounts import let_in, resident_account
from minzheng.kernel.access.signing_in import posts_of
from minzheng.kernel.access.succession import posts_follow, posts_lapse
from minzheng.kernel.access.tokens import (
    Limits,
    OwnToken,
    actor_of_token,
    issue_token,
    own_token,
    revoke_token,
    tokens,
)
from minzheng.kernel.access.waivers import demo_installation

__all__ = [
    "Account",
    "Colleague",
    "Limits",
    "OwnToken",
    "Post",
    "Relation",
    "Verdict",
    "account_names",
    "act_under",
    "actor_of_token",
    "add_account",
    "alerts",
    "approve_post",
    "choose_post",
    "choose_purpose",
    "colleagues",
    "colleagues_named",
    "demo_installation",
    "disable_account",
    "emergency_file",
    "enable_account",
    "end_own_session",
    "end_post",
    "file_relative",
    "holders",
    "installed",
    "issue_token",
    "lapsed_posts",
    "let_in",
    "open_account",
    "open_emergency",
    "own_relatives",
    "own_sessions",
    "own_token",
    "person_index",
    "posts",
    "posts_at",
    "posts_follow",
    "posts_lapse",
    "posts_of",
    "propose_post",
    "recused",
    "refuse_post",
    "related_among",
    "relatives_of",
    "require_not_recused",
    "reset_password",
    "reset_second_factor",
    "resident_account",
    "review_alert",
    "revoke_sessions",
    "revoke_token",
    "somebody_sees",
    "staff",
    "staff_member",
    "tokens",
    "withdraw_relative",
]
