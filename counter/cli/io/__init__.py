"""What all commands share: arguments, answers, files, prompts."""
