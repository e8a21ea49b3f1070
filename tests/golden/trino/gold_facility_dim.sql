-- gold_facility_dim on trino: one row per facility (CCN) seen in PBJ or Provider Info

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.gold_facility_dim (
  ccn varchar,
  facility_name varchar,
  state varchar,
  pbj_state varchar,
  providerinfo_state varchar,
  pbj_facility_name varchar,
  provider_address varchar,
  city_town varchar,
  zip_code varchar,
  telephone_number varchar,
  county_parish varchar,
  provider_ssa_county_code varchar,
  is_urban boolean,
  ownership_type varchar,
  certified_beds integer,
  provider_type varchar,
  is_hospital_based boolean,
  legal_business_name varchar,
  chain_name varchar,
  chain_id varchar,
  is_continuing_care boolean,
  special_focus_status varchar,
  has_abuse_icon boolean,
  overall_rating integer,
  staffing_rating integer,
  latitude decimal(9,5),
  longitude decimal(9,5),
  first_processing_date date,
  processing_date date,
  first_quarter varchar,
  last_quarter varchar,
  is_synthetic boolean
)
WITH (format = 'PARQUET', format_version = 2, sorted_by = ARRAY['ccn']);

-- candidate
CREATE TABLE kerok_healthcare.gold_facility_dim__candidate_{sha8}
WITH (format = 'PARQUET', format_version = 2) AS
SELECT
  ccn, facility_name, state, pbj_state, providerinfo_state, pbj_facility_name, provider_address, city_town, zip_code, telephone_number,
  county_parish, provider_ssa_county_code, is_urban, ownership_type, certified_beds, provider_type, is_hospital_based,
  legal_business_name, chain_name, chain_id, is_continuing_care, special_focus_status, has_abuse_icon, overall_rating, staffing_rating,
  latitude, longitude, first_processing_date, processing_date, first_quarter, last_quarter, is_synthetic
FROM (
WITH newest_release AS (
  SELECT
    ccn,
    facility_name,
    state,
    processing_date,
    is_synthetic,
    provider_address,
    city_town,
    zip_code,
    telephone_number,
    county_parish,
    provider_ssa_county_code,
    urban,
    ownership_type,
    certified_beds,
    provider_type,
    provider_resides_in_hospital,
    legal_business_name,
    affiliated_entity_name,
    affiliated_entity_id,
    continuing_care_retirement_community,
    special_focus_status,
    abuse_icon,
    overall_rating,
    staffing_rating,
    latitude,
    longitude,
    MIN(processing_date) OVER (PARTITION BY ccn) AS first_processing_date,
    ROW_NUMBER() OVER (PARTITION BY ccn ORDER BY processing_date DESC) AS newest_first
  FROM kerok_healthcare.silver_providerinfo AS silver_providerinfo
), newest_quarter AS (
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    is_synthetic,
    MIN(quarter) OVER (PARTITION BY ccn) AS first_quarter,
    ROW_NUMBER() OVER (PARTITION BY ccn ORDER BY quarter DESC) AS newest_first
  FROM kerok_healthcare.gold_quarterly_provider_fact AS gold_quarterly_provider_fact
)
SELECT
  COALESCE(p.ccn, q.ccn) AS ccn,
  COALESCE(p.facility_name, q.facility_name) AS facility_name,
  COALESCE(q.state, p.state) AS state,
  q.state AS pbj_state,
  p.state AS providerinfo_state,
  q.facility_name AS pbj_facility_name,
  p.provider_address,
  p.city_town,
  p.zip_code,
  p.telephone_number,
  p.county_parish,
  p.provider_ssa_county_code,
  p.urban AS is_urban,
  p.ownership_type,
  p.certified_beds,
  p.provider_type,
  p.provider_resides_in_hospital AS is_hospital_based,
  p.legal_business_name,
  p.affiliated_entity_name AS chain_name,
  p.affiliated_entity_id AS chain_id,
  p.continuing_care_retirement_community AS is_continuing_care,
  p.special_focus_status,
  p.abuse_icon AS has_abuse_icon,
  p.overall_rating,
  p.staffing_rating,
  p.latitude,
  p.longitude,
  p.first_processing_date,
  p.processing_date,
  q.first_quarter,
  q.quarter AS last_quarter,
  COALESCE(p.is_synthetic, FALSE) OR COALESCE(q.is_synthetic, FALSE) AS is_synthetic
FROM (
  SELECT
    ccn,
    provider_address,
    city_town,
    zip_code,
    telephone_number,
    county_parish,
    provider_ssa_county_code,
    urban,
    ownership_type,
    certified_beds,
    provider_type,
    provider_resides_in_hospital,
    legal_business_name,
    affiliated_entity_name,
    affiliated_entity_id,
    continuing_care_retirement_community,
    special_focus_status,
    abuse_icon,
    overall_rating,
    staffing_rating,
    latitude,
    longitude,
    facility_name,
    state,
    processing_date,
    is_synthetic,
    first_processing_date
  FROM newest_release
  WHERE
    newest_first = 1
) AS p
FULL OUTER JOIN (
  SELECT
    ccn,
    facility_name,
    state,
    quarter,
    is_synthetic,
    first_quarter
  FROM newest_quarter
  WHERE
    newest_first = 1
) AS q
  ON p.ccn = q.ccn
) AS computed;

-- check key_is_unique
SELECT
  ccn
FROM kerok_healthcare.gold_facility_dim__candidate_{sha8}
GROUP BY
  ccn
HAVING
  COUNT(*) > 1;

-- merge
MERGE INTO kerok_healthcare.gold_facility_dim AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.facility_name, c.state, c.pbj_state, c.providerinfo_state, c.pbj_facility_name, c.provider_address, c.city_town, c.zip_code,
    c.telephone_number, c.county_parish, c.provider_ssa_county_code, c.is_urban, c.ownership_type, c.certified_beds, c.provider_type,
    c.is_hospital_based, c.legal_business_name, c.chain_name, c.chain_id, c.is_continuing_care, c.special_focus_status, c.has_abuse_icon,
    c.overall_rating, c.staffing_rating, c.latitude, c.longitude, c.first_processing_date, c.processing_date, c.first_quarter,
    c.last_quarter, c.is_synthetic
  FROM kerok_healthcare.gold_facility_dim__candidate_{sha8} AS c
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, NULL AS facility_name, NULL AS state, NULL AS pbj_state, NULL AS providerinfo_state, NULL AS pbj_facility_name,
    NULL AS provider_address, NULL AS city_town, NULL AS zip_code, NULL AS telephone_number, NULL AS county_parish,
    NULL AS provider_ssa_county_code, NULL AS is_urban, NULL AS ownership_type, NULL AS certified_beds, NULL AS provider_type,
    NULL AS is_hospital_based, NULL AS legal_business_name, NULL AS chain_name, NULL AS chain_id, NULL AS is_continuing_care,
    NULL AS special_focus_status, NULL AS has_abuse_icon, NULL AS overall_rating, NULL AS staffing_rating, NULL AS latitude,
    NULL AS longitude, NULL AS first_processing_date, NULL AS processing_date, NULL AS first_quarter, NULL AS last_quarter,
    NULL AS is_synthetic
  FROM kerok_healthcare.gold_facility_dim AS t
  LEFT JOIN kerok_healthcare.gold_facility_dim__candidate_{sha8} AS c ON c.ccn = t.ccn
  WHERE c.ccn IS NULL
) AS s
ON t.ccn = s.ccn
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  facility_name = s.facility_name, state = s.state, pbj_state = s.pbj_state, providerinfo_state = s.providerinfo_state,
  pbj_facility_name = s.pbj_facility_name, provider_address = s.provider_address, city_town = s.city_town, zip_code = s.zip_code,
  telephone_number = s.telephone_number, county_parish = s.county_parish, provider_ssa_county_code = s.provider_ssa_county_code,
  is_urban = s.is_urban, ownership_type = s.ownership_type, certified_beds = s.certified_beds, provider_type = s.provider_type,
  is_hospital_based = s.is_hospital_based, legal_business_name = s.legal_business_name, chain_name = s.chain_name, chain_id = s.chain_id,
  is_continuing_care = s.is_continuing_care, special_focus_status = s.special_focus_status, has_abuse_icon = s.has_abuse_icon,
  overall_rating = s.overall_rating, staffing_rating = s.staffing_rating, latitude = s.latitude, longitude = s.longitude,
  first_processing_date = s.first_processing_date, processing_date = s.processing_date, first_quarter = s.first_quarter,
  last_quarter = s.last_quarter, is_synthetic = s.is_synthetic
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, facility_name, state, pbj_state, providerinfo_state, pbj_facility_name, provider_address, city_town, zip_code, telephone_number,
  county_parish, provider_ssa_county_code, is_urban, ownership_type, certified_beds, provider_type, is_hospital_based,
  legal_business_name, chain_name, chain_id, is_continuing_care, special_focus_status, has_abuse_icon, overall_rating, staffing_rating,
  latitude, longitude, first_processing_date, processing_date, first_quarter, last_quarter, is_synthetic
) VALUES (
  s.ccn, s.facility_name, s.state, s.pbj_state, s.providerinfo_state, s.pbj_facility_name, s.provider_address, s.city_town, s.zip_code,
  s.telephone_number, s.county_parish, s.provider_ssa_county_code, s.is_urban, s.ownership_type, s.certified_beds, s.provider_type,
  s.is_hospital_based, s.legal_business_name, s.chain_name, s.chain_id, s.is_continuing_care, s.special_focus_status, s.has_abuse_icon,
  s.overall_rating, s.staffing_rating, s.latitude, s.longitude, s.first_processing_date, s.processing_date, s.first_quarter,
  s.last_quarter, s.is_synthetic
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.gold_facility_dim__candidate_{sha8};

-- optimize
ALTER TABLE kerok_healthcare.gold_facility_dim EXECUTE optimize;

-- expire
ALTER TABLE kerok_healthcare.gold_facility_dim EXECUTE expire_snapshots(retention_threshold => '7d');
