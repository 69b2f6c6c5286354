"""Results of items as things (办理结果): what arrived, where it lies, and how it reached the applicant."""
