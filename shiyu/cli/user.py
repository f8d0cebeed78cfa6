"""Commands for the accounts people and programs log in with."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from shiyu.base.words import Words
from shiyu.cli.ground import database, refuse, say

if TYPE_CHECKING:
    from shiyu.city.models import Account, Post

app = typer.Typer(no_args_is_help=True, help="账号 Accounts")

_LOGIN = typer.Argument(help="登录名 Login name")
_POST = typer.Argument(help="岗位代码 Code of the post")


@app.command(help="新建账号；密码从终端读取 Make an account; its password is asked for")
def add(
    login: str = _LOGIN,
    *,
    client: Annotated[
        bool, typer.Option("--client", help="接口客户端，只用令牌 A program that uses tokens only")
    ] = False,
    staff: Annotated[bool, typer.Option("--staff", help="可维护基础数据 May edit reference data")] = False,
) -> None:
    """An account may do nothing by itself: what it may do comes from the posts it holds."""
    with database():
        from shiyu.city.models import Account

        if Account.objects.filter(username=login).exists():
            refuse(Words("账号 {login} 已存在。", "There is an account {login} already.").fill(login=login))
        password = None if client else _new_password()
        kind = "client" if client else "person"
        Account.objects.create_user(login, password, kind=kind, is_staff=staff, is_superuser=staff)
        say(Words("已新建账号 {login}。", "Made the account {login}.").fill(login=login))


@app.command(
    help="重设密码并解除锁定；本人下次登录须修改 Set a new password, to be changed at the next login; lift a lock"
)
def password(login: str = _LOGIN) -> None:
    """The new password is asked for twice. Whoever sets it knows it, so its owner has to change it."""
    with database():
        from shiyu.city.passwords import PasswordRefused, set_password

        account = _account(login)
        try:
            set_password(account, _new_password(), must_change=True)
        except PasswordRefused as refused:
            refuse(refused.words)
        say(Words("已更新 {login} 的密码。", "Changed the password of {login}.").fill(login=login))


@app.command(help="清除第二验证方式（动态口令、通行密钥、备用码） Take off every second factor")
def factors(login: str = _LOGIN) -> None:
    """For somebody who lost his telephone: ask him for proof first. Sessions and tokens stay."""
    with database():
        from allauth.mfa.models import Authenticator

        count = Authenticator.objects.filter(user=_account(login)).delete()[0]
        done = Words("已清除 {login} 的 {count} 种第二验证方式。", "Took {count} factors off {login}.")
        say(done.fill(login=login, count=count))


@app.command(help="发放接口令牌，只显示一次 Give out an API token, shown once")
def token(
    login: str = _LOGIN,
    *,
    label: str = typer.Option("shiyu user token", "--label", help="用途 What it is for"),
    days: int = typer.Option(365, "--days", min=1, max=3650, help="有效天数 Days it is valid"),
) -> None:
    """Only a hash of the token is stored."""
    with database():
        from shiyu.base import clock
        from shiyu.city.people import issue_token

        _, secret = issue_token(_account(login), label, expires_at=clock.now() + timedelta(days=days))
        typer.echo(secret)


@app.command(help="列出有效的接口令牌 List the API tokens in force")
def tokens(login: str = _LOGIN) -> None:
    """Number, purpose, last use and end; never the secret."""
    with database():
        from shiyu.city.people import live_tokens

        for token in live_tokens(_account(login).pk):
            ends = f"{token.expires_at:%Y-%m-%d}" if token.expires_at else "-"
            used = f"{token.last_used_at:%Y-%m-%d}" if token.last_used_at else "-"
            typer.echo(f"{token.pk}\t{token.label}\t{used}\t{ends}")


@app.command(help="作废接口令牌 Revoke an API token")
def revoke(login: str = _LOGIN, number: int = typer.Argument(help="令牌编号 Number of the token")) -> None:
    """The row stays for the record."""
    with database():
        from shiyu.base.errors import NoSuchThing
        from shiyu.city.people import revoke_own

        try:
            revoke_own(_account(login).pk, number)
        except NoSuchThing as refused:
            refuse(refused.words)
        say(Words("已作废令牌 {number}。", "Revoked token {number}.").fill(number=number))


@app.command("list", help="列出账号 List the accounts")
def list_accounts() -> None:
    """Login name, kind, whether it is active, and the posts held today."""
    with database():
        from shiyu.base.clock import today
        from shiyu.city.models import Account
        from shiyu.city.people import holdings

        for account in Account.objects.order_by("username").iterator():
            state = "active" if account.is_active else "closed"
            posts = ", ".join(holding.post_code for holding in holdings(account, on=today()))
            typer.echo(f"{account.username}\t{account.kind}\t{state}\t{posts}")


@app.command(help="任命到岗位 Appoint an account to a post, from today")
def appoint(
    login: str = _LOGIN,
    post: str = _POST,
    *,
    acting: Annotated[bool, typer.Option("--acting", help="代理 For the holder who is away")] = False,
) -> None:
    """What an account may do comes from the posts it holds; more than one account may hold a post."""
    with database():
        from shiyu.city import people
        from shiyu.city.models import TenureKind

        people.appoint(_account(login), _post(post), kind=TenureKind.ACTING if acting else TenureKind.REGULAR)
        say(Words("{login} 自今日起任 {post}。", "{login} holds {post} from today.").fill(login=login, post=post))


@app.command(help="免去岗位 End an account's tenure of a post")
def dismiss(login: str = _LOGIN, post: str = _POST) -> None:
    """Its cases stay with the post and the unit."""
    with database():
        from shiyu.city import people

        if not people.dismiss(_account(login), _post(post)):
            refuse(Words("{login} 未任 {post}。", "{login} does not hold {post}.").fill(login=login, post=post))
        say(Words("{login} 已不再任 {post}。", "{login} holds {post} no more.").fill(login=login, post=post))


def _post(code: str) -> "Post":
    from shiyu.base.clock import today
    from shiyu.city.models import Post

    post = Post.objects.filter(code=code, validity__contains=today()).first()
    if post is None:
        refuse(Words("没有岗位 {code}。", "There is no post {code}.").fill(code=code))
    return post


def _account(login: str) -> "Account":
    from shiyu.city.models import Account

    account = Account.objects.filter(username=login).first()
    if account is None:
        refuse(Words("没有账号 {login}。", "There is no account {login}.").fill(login=login))
    return account


def _new_password() -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    given: str = typer.prompt("密码 Password", hide_input=True, confirmation_prompt=True)
    try:
        validate_password(given)
    except ValidationError as refused:
        refuse(Words(*["\n".join(refused.messages)] * 2))
    return given
