"""Pictures of ours: static SVG with text alternatives, the same in pages and PDFs."""
