-- gold_facility_history on athena: one row per facility per run of loaded Provider Info releases with the same attributes

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.gold_facility_history (
  ccn string,
  first_processing_date date,
  last_processing_date date,
  releases bigint,
  facility_name string,
  legal_business_name string,
  ownership_type string,
  chain_name string,
  chain_id string,
  certified_beds int,
  provider_type string,
  is_hospital_based boolean,
  special_focus_status string,
  has_abuse_icon boolean,
  provider_address string,
  city_town string,
  state string,
  zip_code string,
  is_synthetic boolean
)
LOCATION '{warehouse}/gold/gold_facility_history/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'zstd');

-- candidate
CREATE TABLE kerok_healthcare.gold_facility_history__candidate_{sha8}
WITH (table_type = 'ICEBERG', is_external = false, format = 'PARQUET',
  location = '{warehouse}/candidates/gold_facility_history__candidate_{sha8}/') AS
SELECT
  ccn, first_processing_date, last_processing_date, releases, facility_name, legal_business_name, ownership_type, chain_name, chain_id,
  certified_beds, provider_type, is_hospital_based, special_focus_status, has_abuse_icon, provider_address, city_town, state, zip_code,
  is_synthetic
FROM (
WITH compared AS (
  SELECT
    ccn,
    processing_date,
    is_synthetic,
    facility_name,
    legal_business_name,
    ownership_type,
    affiliated_entity_name,
    affiliated_entity_id,
    certified_beds,
    provider_type,
    provider_resides_in_hospital,
    special_focus_status,
    abuse_icon,
    provider_address,
    city_town,
    state,
    zip_code,
    CASE
      WHEN LAG(processing_date) OVER (PARTITION BY ccn ORDER BY processing_date) IS NULL
      OR facility_name IS DISTINCT FROM LAG(facility_name) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR legal_business_name IS DISTINCT FROM LAG(legal_business_name) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR ownership_type IS DISTINCT FROM LAG(ownership_type) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR affiliated_entity_name IS DISTINCT FROM LAG(affiliated_entity_name) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR affiliated_entity_id IS DISTINCT FROM LAG(affiliated_entity_id) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR certified_beds IS DISTINCT FROM LAG(certified_beds) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR provider_type IS DISTINCT FROM LAG(provider_type) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR provider_resides_in_hospital IS DISTINCT FROM LAG(provider_resides_in_hospital) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR special_focus_status IS DISTINCT FROM LAG(special_focus_status) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR abuse_icon IS DISTINCT FROM LAG(abuse_icon) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR provider_address IS DISTINCT FROM LAG(provider_address) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR city_town IS DISTINCT FROM LAG(city_town) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR state IS DISTINCT FROM LAG(state) OVER (PARTITION BY ccn ORDER BY processing_date)
      OR zip_code IS DISTINCT FROM LAG(zip_code) OVER (PARTITION BY ccn ORDER BY processing_date)
      THEN 1
      ELSE 0
    END AS starts_run
  FROM kerok_healthcare.silver_providerinfo AS silver_providerinfo
), runs AS (
  SELECT
    ccn,
    processing_date,
    is_synthetic,
    facility_name,
    legal_business_name,
    ownership_type,
    affiliated_entity_name,
    affiliated_entity_id,
    certified_beds,
    provider_type,
    provider_resides_in_hospital,
    special_focus_status,
    abuse_icon,
    provider_address,
    city_town,
    state,
    zip_code,
    SUM(starts_run) OVER (
      PARTITION BY ccn
      ORDER BY processing_date
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS run
  FROM compared
)
SELECT
  ccn,
  MIN(processing_date) AS first_processing_date,
  MAX(processing_date) AS last_processing_date,
  COUNT(*) AS releases,
  facility_name,
  legal_business_name,
  ownership_type,
  affiliated_entity_name AS chain_name,
  affiliated_entity_id AS chain_id,
  certified_beds,
  provider_type,
  provider_resides_in_hospital AS is_hospital_based,
  special_focus_status,
  abuse_icon AS has_abuse_icon,
  provider_address,
  city_town,
  state,
  zip_code,
  BOOL_OR(is_synthetic) AS is_synthetic
FROM runs
GROUP BY
  ccn,
  run,
  facility_name,
  legal_business_name,
  ownership_type,
  affiliated_entity_name,
  affiliated_entity_id,
  certified_beds,
  provider_type,
  provider_resides_in_hospital,
  special_focus_status,
  abuse_icon,
  provider_address,
  city_town,
  state,
  zip_code
) AS computed;

-- check key_is_unique
SELECT
  ccn,
  first_processing_date
FROM kerok_healthcare.gold_facility_history__candidate_{sha8}
GROUP BY
  ccn,
  first_processing_date
HAVING
  COUNT(*) > 1;

-- merge
MERGE INTO kerok_healthcare.gold_facility_history AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.first_processing_date, c.last_processing_date, c.releases, c.facility_name, c.legal_business_name, c.ownership_type,
    c.chain_name, c.chain_id, c.certified_beds, c.provider_type, c.is_hospital_based, c.special_focus_status, c.has_abuse_icon,
    c.provider_address, c.city_town, c.state, c.zip_code, c.is_synthetic
  FROM kerok_healthcare.gold_facility_history__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, t.first_processing_date, NULL AS last_processing_date, NULL AS releases, NULL AS facility_name, NULL AS legal_business_name,
    NULL AS ownership_type, NULL AS chain_name, NULL AS chain_id, NULL AS certified_beds, NULL AS provider_type,
    NULL AS is_hospital_based, NULL AS special_focus_status, NULL AS has_abuse_icon, NULL AS provider_address, NULL AS city_town,
    NULL AS state, NULL AS zip_code, NULL AS is_synthetic
  FROM kerok_healthcare.gold_facility_history AS t
  LEFT JOIN kerok_healthcare.gold_facility_history__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.first_processing_date = t.first_processing_date
  WHERE c.ccn IS NULL
) AS s
ON t.ccn = s.ccn AND t.first_processing_date = s.first_processing_date
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  last_processing_date = s.last_processing_date, releases = s.releases, facility_name = s.facility_name,
  legal_business_name = s.legal_business_name, ownership_type = s.ownership_type, chain_name = s.chain_name, chain_id = s.chain_id,
  certified_beds = s.certified_beds, provider_type = s.provider_type, is_hospital_based = s.is_hospital_based,
  special_focus_status = s.special_focus_status, has_abuse_icon = s.has_abuse_icon, provider_address = s.provider_address,
  city_town = s.city_town, state = s.state, zip_code = s.zip_code, is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, first_processing_date, last_processing_date, releases, facility_name, legal_business_name, ownership_type, chain_name, chain_id,
  certified_beds, provider_type, is_hospital_based, special_focus_status, has_abuse_icon, provider_address, city_town, state, zip_code,
  is_synthetic
) VALUES (
  s.ccn, s.first_processing_date, s.last_processing_date, s.releases, s.facility_name, s.legal_business_name, s.ownership_type,
  s.chain_name, s.chain_id, s.certified_beds, s.provider_type, s.is_hospital_based, s.special_focus_status, s.has_abuse_icon,
  s.provider_address, s.city_town, s.state, s.zip_code, s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.gold_facility_history__candidate_{sha8};

-- optimize
OPTIMIZE kerok_healthcare.gold_facility_history REWRITE DATA USING BIN_PACK;

-- expire
VACUUM kerok_healthcare.gold_facility_history;
