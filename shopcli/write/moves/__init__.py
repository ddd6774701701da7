"""Document planning: which rhetorical moves an answer makes, of what, and what each may say."""
