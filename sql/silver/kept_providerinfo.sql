{% set cells = [] %}
{% for c in columns('silver_providerinfo') if c.parse != 'keep' %}{% set _ = cells.append(c.name) %}{% endfor %}
WITH ranked AS (
  SELECT
    file_sha256, row_number, ccn, processing_date, {{ cells | join(', ') }}, is_synthetic, read_flags, unreadable_cells,
    row_number() OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC) AS newest_first
  FROM read_providerinfo
  WHERE reasons IS NULL
),
differing AS (
  SELECT a.ccn, a.processing_date
  FROM ranked a JOIN ranked b ON a.ccn = b.ccn AND a.processing_date = b.processing_date AND b.newest_first = 1 AND a.newest_first > 1
  WHERE {% for c in cells %}a.{{ c }} IS DISTINCT FROM b.{{ c }}{% if not loop.last %} OR {% endif %}{% endfor %}

  GROUP BY a.ccn, a.processing_date
)
SELECT
  r.file_sha256, r.ccn, r.processing_date{% for c in cells %}, r.{{ c }}{% endfor %}, r.is_synthetic, r.unreadable_cells,
  nullif(concat_ws(',', r.read_flags, CASE WHEN d.ccn IS NOT NULL THEN 'duplicate_differs' END), '') AS read_flags
FROM ranked r LEFT JOIN differing d ON r.ccn = d.ccn AND r.processing_date = d.processing_date
WHERE r.newest_first = 1
