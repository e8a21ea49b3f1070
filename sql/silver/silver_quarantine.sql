SELECT 'pbj' AS dataset, file_sha256, row_number, reasons, raw FROM read_pbj WHERE reasons IS NOT NULL
UNION ALL
SELECT 'providerinfo' AS dataset, file_sha256, row_number, reasons, raw FROM read_providerinfo WHERE reasons IS NOT NULL
