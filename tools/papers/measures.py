"""The measures of GB/T 9704-2012 党政机关公文格式, each named by its clause, and the fonts by their official names."""

from docx.shared import Mm

PAGE = (Mm(210), Mm(297))  # 5.1 A4
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)  # 5.2.1 天头37 订口28, 版心 156 mm × 225 mm
WIDTH = Mm(156)
LINE = 579  # twips; 5.2.3 22 lines on 225 mm: 225 mm / 22 = 579.8, the whole twip below, or the last line would not fit
CHAR_SPACE = -849  # 1/4096 pt beside 16 pt; 5.2.3 28 characters on 156 mm
BODY, TITLE, SMALL = 16, 22, 14  # pt: 3号 5.2.2, 2号 7.3.1, 4号 7.4 and 7.5
EM = BODY * 20  # twips of one character of the body
FOOT = Mm(25.5)  # 7.5: the dash of the page number 7 mm below the 版心
RED = "FF0000"
HEAD_TOP = Mm(20)  # the line of the class mark; the name of the organ begins 10 mm further down, at 30 mm (10.1)
LETTER_LINE, LETTER_LINE_GAP, LETTER_LINE_FOOT = Mm(170), Mm(4), Mm(20)  # 10.1
THICK, THIN, BETWEEN = Mm(0.9), Mm(0.3), Mm(0.5)  # of the red double lines: the standard says thick and thin
RED_LINE_GAP = 11.3  # pt = 4 mm; 7.2.5 between the number and the red line

SONG, FANG, KAI, HEI, XBS = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
# What stands in where the official font is not installed; none of these is delivered with the platform.
STAND_INS = {
    SONG: "SimSun,Noto Serif CJK SC,Source Han Serif SC",
    FANG: "仿宋,FangSong,STFangsong,FandolFang,Noto Serif CJK SC",
    KAI: "楷体,KaiTi,STKaiti,FandolKai,LXGW WenKai,Noto Serif CJK SC",
    HEI: "SimHei,Noto Sans CJK SC,Source Han Sans SC",
    XBS: "小标宋,FZXiaoBiaoSong-B05S,Noto Serif CJK SC,Source Han Serif SC",
}
