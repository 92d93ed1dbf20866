"""Who says what: quotation marks, cues and sources of one document."""
