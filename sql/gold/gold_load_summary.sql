SELECT
  p.dataset, p.period, p.file_sha256, f.file_name, p.file_rank, p.is_national, p.is_current, p.areas, p.days,
  f.rows_in AS file_rows_in, f.rows_quarantined AS file_rows_quarantined, f.rows_superseded AS file_rows_superseded,
  p.rows_kept, p.rows_live, p.flags, f.encoding, f.vintage, f.unmapped_columns, f.published,
  nullif(concat_ws(',',
    CASE WHEN NOT p.is_current THEN 'not_current' END,
    CASE WHEN NOT p.is_national THEN 'not_national' END,
    CASE WHEN f.rows_quarantined > 0 THEN 'rows_quarantined' END,
    CASE WHEN f.rows_superseded > 0 THEN 'rows_superseded' END,
    CASE WHEN p.is_synthetic THEN 'synthetic' END,
    CASE WHEN f.unmapped_columns IS NOT NULL THEN 'unmapped_columns' END), '') AS warnings,
  p.is_synthetic
FROM ops_file_period p JOIN ops_file_log f ON p.dataset = f.dataset AND p.file_sha256 = f.file_sha256
