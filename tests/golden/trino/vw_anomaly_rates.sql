-- vw_anomaly_rates on trino: one row per kind of anomaly per quarter loaded

-- view
CREATE OR REPLACE VIEW kerok_healthcare.vw_anomaly_rates AS
WITH homes AS (
  SELECT
    quarter,
    COUNT(*) AS of_facilities,
    BOOL_OR(is_synthetic) AS is_synthetic
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
  GROUP BY
    quarter
), found AS (
  SELECT
    quarter,
    kind,
    COUNT(*) AS anomalies,
    COUNT(DISTINCT ccn) AS facilities
  FROM kerok_healthcare.vw_anomalies AS vw_anomalies
  GROUP BY
    quarter,
    kind
)
SELECT
  k.kind,
  h.quarter,
  CAST(COALESCE(f.anomalies, 0) AS BIGINT) AS anomalies,
  CAST(COALESCE(f.facilities, 0) AS BIGINT) AS facilities,
  CAST(h.of_facilities AS BIGINT) AS of_facilities,
  TRY_CAST(CAST(CAST((
    TRY_CAST(COALESCE(f.facilities, 0) AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(h.of_facilities AS DECIMAL(20, 6)), 0)
  ) - (
    TRY_CAST(COALESCE(f.facilities, 0) AS DECIMAL(20, 6)) * 2000000 + NULLIF(TRY_CAST(h.of_facilities AS DECIMAL(20, 6)), 0)
  ) % (
    NULLIF(TRY_CAST(h.of_facilities AS DECIMAL(20, 6)), 0) * 2
  ) AS DOUBLE) / NULLIF(CAST(NULLIF(TRY_CAST(h.of_facilities AS DECIMAL(20, 6)), 0) * 2 AS DOUBLE), 0) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(12, 6)) AS rate,
  h.is_synthetic
FROM homes AS h
CROSS JOIN (VALUES
  ('census_copied'),
  ('identical_days'),
  ('jump'),
  ('over_24_hprd'),
  ('weekend_equals_weekday')) AS k(kind)
LEFT JOIN found AS f
  ON h.quarter = f.quarter AND k.kind = f.kind;
