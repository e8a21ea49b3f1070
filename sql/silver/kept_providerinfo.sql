{% set cells = [] %}
{% for c in columns('silver_providerinfo') if c.parse != 'keep' %}{% set _ = cells.append(c.name) %}{% endfor %}
{% set newest_first = '(PARTITION BY ccn, processing_date ORDER BY row_number DESC)' %}
WITH ranked AS (
  SELECT
    file_sha256, ccn, processing_date, {{ cells | join(', ') }}, is_synthetic, read_flags, unreadable_cells,
    row_number() OVER {{ newest_first }} AS newest_first,
    CASE WHEN lead(row_number) OVER {{ newest_first }} IS NOT NULL AND (
      {% for c in cells %}{{ c }} IS DISTINCT FROM lead({{ c }}) OVER {{ newest_first }}{% if not loop.last %} OR {% endif %}{% endfor %}

    ) THEN 1 ELSE 0 END AS differs_from_earlier
  FROM read_providerinfo
  WHERE reasons IS NULL
),
compared AS (
  SELECT
    file_sha256, ccn, processing_date, {{ cells | join(', ') }}, is_synthetic, read_flags, unreadable_cells, newest_first,
    max(differs_from_earlier) OVER (PARTITION BY ccn, processing_date) AS some_differ
  FROM ranked
)
SELECT
  file_sha256, ccn, processing_date, {{ cells | join(', ') }}, is_synthetic, unreadable_cells,
  nullif(concat_ws(',', read_flags, CASE WHEN some_differ = 1 THEN 'duplicate_differs' END), '') AS read_flags
FROM compared
WHERE newest_first = 1
