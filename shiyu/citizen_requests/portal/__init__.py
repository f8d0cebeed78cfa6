"""The resident's portal: report, receipt, progress, what is public. Phone first, whole without scripts."""
