import json, os
from pathlib import Path
from shiyu.cases.contact import open_contact
from shiyu.cases.models import Party, Case
from shiyu.disputes.room.door import Written, post_message, answer_offer
from shiyu.disputes.room.rules import Kind, Answer
from shiyu.disputes.talks import read_talks
from shiyu.disputes.talks_loading import load_talks, parties_of
from shiyu.cases.acting import actors_of
from shiyu.city.models import Account
from shiyu.disputes.tests.conftest import paper
from tests.browser.sessions import as_resident
from tests.browser.visiting import *
from uuid import UUID
def test_look(visit):
    with visit.site.database():
        with open("/work/shared/data/disputes/pmc_test.txt") as f, open("/work/shared/data/disputes/pmc_test_parties_prompt.txt") as w:
            talks=read_talks(f,w)
        long=max((t for t in talks if t.kind=="labour"), key=lambda t: len(t.lines))
        load_talks([long], place="140502004000")
        case=Case.objects.filter(procedure="dispute").order_by("-pk").first()
        n=case.number
        med=actors_of(Account.objects.get(username="mediator"))[0]
        ps=parties_of(n, med)
        def say(a, text, to="all", kind=Kind.TEXT, files=()):
            return post_message(n, Written(audience=to,text=text,kind=kind,files=files), actor=a, key=text[:30]).message_id
        say(ps[0],"这是我的工资条和考勤记录，只给您看。","side:applicant",Kind.EVIDENCE,(UUID(paper(ps[0],"工资条 2026年8月.png")),))
        say(med,"申请人，您的底线是多少？我先不告诉对方。","side:applicant")
        say(med,"与劳动监察联系过，单位有两次同类记录。","mediators")
        o=say(med,"各让一步：一次性支付一万一千元，三十日内付清。","all",Kind.OFFER)
        answer_offer(n,o,Answer.ACCEPTED,actor=ps[0])
        say(med,"请各方周四上午九点在线上房间再谈一次。","all",Kind.CALL)
        say(ps[1],"https://example.com/"+"long"*40)
        for name,p in (("pa",ps[0]),("pb",ps[1])):
            visit.site.cookies[name]=as_resident(open_contact(Party.objects.get(pk=p.party_id))["code"])
    out=Path("/tmp/room"); out.mkdir(exist_ok=True)
    for who,path in (("mediator",f"/disputes/{n}/room"),("pa",f"/disputes/mine/{n}/room"),("pb",f"/disputes/mine/{n}/room")):
        for lang in LANGUAGES:
            for width in WIDTHS:
                if who=="pb" and (lang==EN): continue
                p=visit(path,username=who,language=lang,width=width)
                p.screenshot(path=out/f"{who}-{lang}-{width}.png", full_page=True)
                wide=p.evaluate("document.documentElement.scrollWidth"); print(who,lang,width,wide)
