"""What every stage that touches words needs to know of English: sentences, quotations, people, stems. No stage is imported here."""
