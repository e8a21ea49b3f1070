WITH homes AS (
  SELECT quarter, count(*) AS of_facilities, bool_or(is_synthetic) AS is_synthetic FROM gold_quarterly_provider_fact GROUP BY quarter
),
found AS (
  SELECT quarter, kind, count(*) AS anomalies, count(DISTINCT ccn) AS facilities FROM vw_anomalies GROUP BY quarter, kind
)
SELECT
  k.kind, h.quarter, CAST(coalesce(f.anomalies, 0) AS bigint) AS anomalies, CAST(coalesce(f.facilities, 0) AS bigint) AS facilities,
  CAST(h.of_facilities AS bigint) AS of_facilities, rate(coalesce(f.facilities, 0), h.of_facilities) AS rate, h.is_synthetic
FROM homes h
CROSS JOIN (VALUES {% for k in reference('anomalies').kinds %}'{{ k.name }}'{% if not loop.last %}, {% endif %}{% endfor %}) AS k(kind)
LEFT JOIN found f ON h.quarter = f.quarter AND k.kind = f.kind
