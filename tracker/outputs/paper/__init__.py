"""Pages as PDF, for those who print, file or forward."""
