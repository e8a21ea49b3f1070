{% set cells = ['quarter', 'state', 'county_fips', 'facility_name', 'city', 'county_name', 'mds_census'] %}
{% for r in roles %}{% for part in ['', '_emp', '_ctr'] %}{% set _ = cells.append('hrs_' ~ r ~ part) %}{% endfor %}{% endfor %}
{% set _ = cells.append('is_incomplete') %}
WITH ranked AS (
  SELECT
    file_sha256, row_number, ccn, work_date, {{ cells | join(', ') }}, is_synthetic, read_flags, unreadable_cells,
    row_number() OVER (PARTITION BY ccn, work_date ORDER BY row_number DESC) AS newest_first
  FROM read_pbj
  WHERE reasons IS NULL
),
differing AS (
  SELECT a.ccn, a.work_date
  FROM ranked a JOIN ranked b ON a.ccn = b.ccn AND a.work_date = b.work_date AND b.newest_first = 1 AND a.newest_first > 1
  WHERE {% for c in cells %}a.{{ c }} IS DISTINCT FROM b.{{ c }}{% if not loop.last %} OR {% endif %}{% endfor %}

  GROUP BY a.ccn, a.work_date
)
SELECT
  r.file_sha256, r.ccn, r.work_date{% for c in cells %}, r.{{ c }}{% endfor %}, r.is_synthetic, r.unreadable_cells,
  nullif(concat_ws(',', r.read_flags, CASE WHEN d.ccn IS NOT NULL THEN 'duplicate_differs' END), '') AS read_flags
FROM ranked r LEFT JOIN differing d ON r.ccn = d.ccn AND r.work_date = d.work_date
WHERE r.newest_first = 1
