"""Views → files: HTML, Markdown, PNG and the files of §8.6."""
