"""The closed vocabularies: states, reasons, roles, kinds, fields; these words are a promise to users."""

from enum import StrEnum


class State(StrEnum):
    """The five states of a judgement, never two."""

    PASS = "pass"  # noqa: S105 - a state, not a password
    FAIL = "fail"
    NEEDS_REVIEW = "needs_review"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"


class Reason(StrEnum):
    """Why a page could not be assessed; such a page is never counted against the site. `OK` means it could."""

    OK = "ok"
    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    RESET = "reset"
    TRUNCATED = "truncated"
    TLS = "tls"
    REDIRECT_LOOP = "redirect_loop"
    OUT_OF_SCOPE = "out_of_scope"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    BLOCKED_WAF = "blocked_waf"
    JS_CHALLENGE = "js_challenge"
    LOGIN = "login"
    ROBOTS = "robots"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    SOFT_404 = "soft_404"
    EMPTY = "empty"
    PROFILE_DRIFT = "profile_drift"
    LIMIT = "limit"
    NOT_CAPTURED = "not_captured"
    UNSUPPORTED_FILE = "unsupported_file"


class Role(StrEnum):
    """What a column is for: the closed vocabulary of column roles."""

    HOME = "home"
    GUIDE = "guide"
    INSTITUTION = "institution"
    STATUTORY = "statutory"
    ANNUAL_REPORT = "annual_report"
    WEBSITE_ANNUAL_REPORT = "website_annual_report"
    APPLICATION = "application"
    POLICY_DOCUMENTS = "policy_documents"
    NORMATIVE_DOCUMENTS = "normative_documents"
    OTHER_DOCUMENTS = "other_documents"
    REGULATIONS = "regulations"
    CLEANUP = "cleanup"
    INTERPRETATIONS = "interpretations"
    NEWS = "news"
    NOTICES = "notices"
    ORGANS = "organs"
    LEADERS = "leaders"
    DECISIONS = "decisions"
    CONSULTATIONS = "consultations"
    MEETINGS = "meetings"
    PLANS = "plans"
    STATISTICS = "statistics"
    BUDGET = "budget"
    FEES = "fees"
    PROCUREMENT = "procurement"
    PROJECTS = "projects"
    PERMITS = "permits"
    PENALTIES = "penalties"
    PERSONNEL = "personnel"
    EMERGENCY = "emergency"
    ENVIRONMENT = "environment"
    EDUCATION = "education"
    HEALTH = "health"
    SOCIAL_AID = "social_aid"
    LAND = "land"
    PRICES = "prices"
    EMPLOYMENT = "employment"
    HOUSING = "housing"
    FOOD_DRUG = "food_drug"
    SAFETY = "safety"
    ENTERPRISES = "enterprises"
    PUBLIC_INSTITUTIONS = "public_institutions"
    PROPOSALS = "proposals"
    GAZETTE = "gazette"
    QA = "qa"
    MESSAGES = "messages"
    SERVICES = "services"
    NEW_MEDIA = "new_media"
    OTHER = "other"


class PageKind(StrEnum):
    """What a page is: the closed list of page kinds."""

    HOME = "home"
    LIST = "list"
    DOCUMENT = "document"
    INTERPRETATION = "interpretation"
    ANNUAL_REPORT = "annual_report"
    GUIDE = "guide"
    ATTACHMENT = "attachment"
    OTHER = "other"


class Level(StrEnum):
    """The administrative level of a site."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"


class Source(StrEnum):
    """Where on the page a field was read."""

    BLOCK = "block"
    META = "meta"
    BODY = "body"
    HEADLINE = "headline"
    SCRIPT = "script"


class FieldName(StrEnum):
    """The metadata fields, by the field's standard terms."""

    INDEX_NUMBER = "index_number"
    DOCUMENT_NUMBER = "document_number"
    TITLE = "title"
    PUBLISHER = "publisher"
    WRITTEN_DATE = "written_date"
    PUBLISHED_DATE = "published_date"
    EFFECTIVE_DATE = "effective_date"
    EXPIRY_DATE = "expiry_date"
    VALIDITY = "validity"
    TOPIC = "topic"
    GENRE = "genre"
    KEYWORDS = "keywords"
    DISCLOSURE_METHOD = "disclosure_method"
    ABSTRACT = "abstract"


class Form(StrEnum):
    """The form of an interpretation (解读)."""

    TEXT = "text"
    CHART = "chart"
    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    ANIMATION = "animation"
    EXPERT = "expert"
    MEDIA = "media"
    PRESS_CONFERENCE = "press_conference"
    QA = "qa"
    LIVE = "live"
    LECTURE = "lecture"


class StatementKind(StrEnum):
    """What a sentence of the body says about the document itself or about another one."""

    EFFECTIVE = "effective"  # 本办法自…起施行
    EXPIRES = "expires"  # 有效期至…
    TERM = "term"  # 有效期N年, 试行N年
    RENEWS = "renews"  # 《X》有效期延长至…, 继续有效
    REPEALS = "repeals"  # 《X》同时废止
    CITES = "cites"  # 《X》(文号) named for any other reason
