"""协议与案卷: the text of an agreement, its signatures, its performance, and the dossier."""
