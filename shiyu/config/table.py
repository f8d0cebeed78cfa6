"""The table of settings: every variable the platform reads, with its default and its meaning."""

from shiyu.base.words import Words
from shiyu.config.environment import (
    Setting,
    choice,
    database_url,
    folder,
    hexadecimal,
    long_text,
    names,
    text,
    whole,
    yes_no,
)
from shiyu.config.table_of_keys import KEYS
from shiyu.config.table_of_login import LOGIN
from shiyu.config.table_of_notices import NOTICES
from shiyu.config.table_of_triage import TRIAGE

PLACES = (
    Setting(
        name="SHIYU_ENV",
        kind=choice("development", "demo", "test", "production"),
        default="development",
        meaning=Words(
            "运行环境；production 要求明确给出密钥和主机名，并默认启用 HTTPS",
            "What this installation is for; production wants keys and host names given, and HTTPS by default",
        ),
    ),
    Setting(
        name="SHIYU_HOME",
        kind=folder(),
        default="var",
        meaning=Words(
            "数据文件夹：内置数据库、附件、密钥、运行状态",
            "Data folder: embedded database, files, keys, state of the running processes",
        ),
    ),
    Setting(
        name="SHIYU_CITY",
        kind=folder(),
        default="cities/jincheng",
        meaning=Words("城市包所在文件夹", "Folder of the city pack"),
        depends="cities/jincheng beside the package where the working folder has none",
    ),
)

DATABASE = (
    Setting(
        name="DATABASE_URL",
        kind=database_url(),
        default="",
        secret=True,
        meaning=Words(
            "服务账号（shiyu_app）的数据库地址；留空则使用内置数据库",
            "Database for the role that serves (shiyu_app); empty uses the embedded one",
        ),
    ),
    Setting(
        name="DATABASE_OWNER_URL",
        kind=database_url(),
        default="",
        secret=True,
        meaning=Words(
            "同一数据库、属主账号（shiyu_owner）的地址，仅用于迁移、备份和恢复",
            "The same database for the role that migrates, backs up and restores (shiyu_owner)",
        ),
    ),
    Setting(
        name="SHIYU_DB_POOL",
        kind=whole(0, 90),
        default="8",
        meaning=Words(
            "每个进程最多的数据库连接数；0 表示不用连接池",
            "Most database connections one process keeps; 0 keeps no pool",
        ),
    ),
    Setting(
        name="SHIYU_DB_USER",
        kind=text(),
        default="",
        meaning=Words(
            "以 root 启动时，内置数据库所用的系统账号；留空则取 postgres 或 nobody",
            "System account of the embedded database when started by root; empty takes postgres, else nobody",
        ),
    ),
    Setting(
        name="SHIYU_DB_OLDER",
        kind=text(),
        default="",
        meaning=Words(
            "旧版 PostgreSQL 程序所在文件夹，仅在升级内置数据库且自动查找不到时需要",
            "Folder with the programs of an older PostgreSQL, needed only where an upgrade does not find them itself",
        ),
    ),
)

WEB = (
    Setting(
        name="SHIYU_LISTEN",
        kind=text(),
        default="127.0.0.1",
        meaning=Words("网页服务监听地址", "Address the web server listens on"),
    ),
    Setting(
        name="SHIYU_PORT",
        kind=whole(1, 65535),
        default="8000",
        meaning=Words("网页服务端口", "Port the web server listens on"),
    ),
    Setting(
        name="SHIYU_WEB_WORKERS",
        kind=whole(1, 64),
        default="2",
        meaning=Words("网页进程数", "Web processes"),
    ),
    Setting(
        name="SHIYU_WEB_THREADS",
        kind=whole(1, 64),
        default="4",
        meaning=Words("每个网页进程同时办理的请求数", "Requests each web process works on at once"),
    ),
    Setting(
        name="SHIYU_WEB_WAITING",
        kind=whole(0, 512),
        default="16",
        meaning=Words(
            "每个网页进程最多让多少个请求排队；再多的立即答复 503 并告知何时重试",
            "Requests that may wait in each web process; those beyond are told at once to come back (503, Retry-After)",
        ),
    ),
    Setting(
        name="SHIYU_WEB_WAIT_SECONDS",
        kind=whole(1, 60),
        default="5",
        meaning=Words(
            "一个请求最多排队的秒数，也是等待数据库连接的秒数；之后答复 503",
            "Seconds a request waits for its turn, and for a database connection, before it is answered 503",
        ),
    ),
    Setting(
        name="SHIYU_HOSTS",
        kind=names(),
        default="localhost,127.0.0.1,[::1]",
        needed_in_production=True,
        meaning=Words("允许的主机名", "Host names the pages may be asked under"),
    ),
    Setting(
        name="SHIYU_ORIGINS",
        kind=names(),
        default="",
        meaning=Words(
            "反向代理后可提交表单的来源，如 https://12345.example",
            "Origins that may send forms behind a proxy, such as https://12345.example",
        ),
    ),
    Setting(
        name="SHIYU_HTTPS",
        kind=yes_no(),
        default="0",
        depends="1 in production",
        meaning=Words(
            "只通过 HTTPS 提供服务：安全 Cookie、HSTS、信任代理的 X-Forwarded-Proto",
            "Served by HTTPS only: secure cookies, HSTS, the proxy's X-Forwarded-Proto is believed",
        ),
    ),
    Setting(
        name="SHIYU_MAP_KEY",
        kind=hexadecimal(32),
        default="",
        meaning=Words(
            "天地图浏览器端密钥（会随网页公开，须在天地图控制台按域名限制）；留空则地图只画本市各县界，不向外请求",
            "Browser key of 天地图 (pages show it: bind it to your domain there); empty draws the counties alone, and "
            "nothing is asked of anybody",
        ),
    ),
    Setting(
        name="SHIYU_UPLOAD_MIB",
        kind=whole(1, 1024),
        default="20",
        meaning=Words("单个附件上限（MiB）", "Largest file taken, in MiB"),
    ),
    Setting(
        name="SHIYU_DRAFT_DAYS",
        kind=whole(1, 30),
        default="3",
        meaning=Words(
            "未提交的草稿保留天数；提交或丢弃时立即清除",
            "Days a draft that was never sent is kept; sending or discarding erases it at once",
        ),
    ),
)

OPERATION = (
    Setting(
        name="SHIYU_TASK_DAYS",
        kind=whole(1, 90),
        default="7",
        meaning=Words(
            "后台任务及其结果文件保留的天数，之后删除",
            "Days a background task and its result file are kept before they are erased",
        ),
    ),
    Setting(
        name="SHIYU_CRYPTO_PROVIDER",
        kind=text(),
        default="shiyu.base.crypto_software.SoftwareProvider",
        meaning=Words(
            "密码运算的实现，可换成密码机", "Class that does the cryptography; a certified machine's takes its place"
        ),
    ),
    Setting(
        name="SHIYU_PRINT_FONTS",
        kind=names(),
        default="",
        meaning=Words(
            "装订 PDF 所用字体文件：正文，标题；留空则用系统的思源宋体、思源黑体等，都没有时用不嵌入的 STSong-Light",
            "Font files of bound PDFs: body, heads; empty takes open ones of the machine, else STSong-Light unembedded",
        ),
    ),
    Setting(
        name="SHIYU_DEBUG",
        kind=yes_no(),
        default="0",
        meaning=Words("显示调试页面；正式环境拒绝", "Show debug pages; refused in production"),
    ),
    Setting(
        name="SHIYU_LOG_LEVEL",
        kind=choice("debug", "info", "warning", "error"),
        default="info",
        meaning=Words("日志级别", "How much is logged"),
    ),
    Setting(
        name="SHIYU_LOG_FORMAT",
        kind=choice("text", "json"),
        default="text",
        depends="json in production",
        meaning=Words("日志格式", "Form of the log"),
    ),
    Setting(
        name="SHIYU_METRICS_TOKEN",
        kind=long_text(16),
        default="",
        secret=True,
        meaning=Words(
            "读取 /metrics 的令牌；留空则只允许本机读取",
            "Token for /metrics; empty lets only this machine read it",
        ),
    ),
)

SETTINGS = PLACES + DATABASE + KEYS + NOTICES + LOGIN + WEB + TRIAGE + OPERATION
