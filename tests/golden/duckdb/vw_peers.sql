-- vw_peers on duckdb: one row per facility per quarter per peer

-- view
CREATE OR REPLACE VIEW vw_peers AS
WITH homes AS (
  SELECT
    ccn,
    quarter,
    state,
    is_hospital_based,
    facility_name,
    is_synthetic,
    CASE
      WHEN certified_beds >= 1 AND certified_beds <= 49
      THEN '1-49'
      WHEN certified_beds >= 50 AND certified_beds <= 99
      THEN '50-99'
      WHEN certified_beds >= 100 AND certified_beds <= 199
      THEN '100-199'
      WHEN certified_beds >= 200
      THEN '200+'
    END AS bed_band,
    CASE
      WHEN ownership_type LIKE 'For profit%'
      THEN 'for profit'
      WHEN ownership_type LIKE 'Non profit%'
      THEN 'non profit'
      WHEN ownership_type LIKE 'Government%'
      THEN 'government'
    END AS ownership_group
  FROM gold_quarterly_provider_fact
), peers AS (
  SELECT
    ccn,
    quarter,
    state,
    is_hospital_based,
    facility_name,
    is_synthetic,
    CASE
      WHEN certified_beds >= 1 AND certified_beds <= 49
      THEN '1-49'
      WHEN certified_beds >= 50 AND certified_beds <= 99
      THEN '50-99'
      WHEN certified_beds >= 100 AND certified_beds <= 199
      THEN '100-199'
      WHEN certified_beds >= 200
      THEN '200+'
    END AS bed_band,
    CASE
      WHEN ownership_type LIKE 'For profit%'
      THEN 'for profit'
      WHEN ownership_type LIKE 'Non profit%'
      THEN 'non profit'
      WHEN ownership_type LIKE 'Government%'
      THEN 'government'
    END AS ownership_group
  FROM gold_quarterly_provider_fact
)
SELECT
  h.ccn,
  h.quarter,
  p.ccn AS peer_ccn,
  h.state || ', ' || h.bed_band || ' beds, ' || h.ownership_group || ', ' || CASE WHEN h.is_hospital_based THEN 'hospital-based' ELSE 'not hospital-based' END AS why,
  p.facility_name AS peer_name,
  h.is_synthetic
FROM homes AS h
JOIN peers AS p
  ON h.quarter = p.quarter
  AND h.ccn <> p.ccn
  AND h.state = p.state
  AND h.bed_band = p.bed_band
  AND h.ownership_group = p.ownership_group
  AND h.is_hospital_based = p.is_hospital_based;
