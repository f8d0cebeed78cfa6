"""The letters by which an agent goes through a call: Alt and a letter, in Firefox Alt, Shift and a letter.

No D, E and F: browsers keep those for their address bar and menus. Screen readers use Insert or Caps Lock, never Alt
and a letter alone. The page lists all of them at `?`.
"""

from shiyu.base.words import Words

ACCESS_KEYS = {
    "contact-phone": "p", "contact-name": "n", "type": "y", "title": "t", "detail": "w", "place-division": "a",
    "category": "c",
}  # fmt: skip
KEYS = (
    ("P", Words("电话", "Telephone")),
    ("N", Words("姓名", "Name")),
    ("Y", Words("诉求类型，再用方向键选", "Type; then the arrows")),
    ("U", Words("紧急", "Urgent")),
    ("T", Words("标题", "Title")),
    ("W", Words("诉求内容", "What it is about")),
    ("A", Words("地点", "Place")),
    ("C", Words("诉求分类", "Category")),
    ("G", Words("采用建议的分类；有几个时取第一个", "Take the suggested category, of several the first")),
    ("Q", Words("采用第二个可能的分类", "Take the second category offered")),
    ("Z", Words("采用第三个可能的分类", "Take the third category offered")),
    ("V", Words("填入文中的地点", "Fill in the place found in the text")),
    ("K", Words("采用第一条知识库答复，当场解答", "Take the first official answer, to answer now")),
    ("M", Words("加入第一件相似诉求", "Join the first similar request")),
    ("J", Words("展开“直接解答”", "Open “Answer now”")),
    ("H", Words("展开“移交110、119、120”", "Open “Hand to 110, 119, 120”")),
    ("B", Words("展开“不予受理”", "Open “Do not accept”")),
    ("S", Words("受理；展开了别的方式时按那种方式登记", "Take in; where another way is open, record that way")),
    ("L", Words("查来电人、知识库和相似件", "Look up caller, answers and similar requests")),
    ("R", Words("继续未提交的草稿", "Resume the draft")),
    ("X", Words("新来电", "New call")),
)
