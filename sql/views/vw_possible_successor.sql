WITH homes AS (
  SELECT
    ccn, facility_name, state, first_quarter, last_quarter, first_processing_date, processing_date AS last_processing_date, is_synthetic,
    upper_ascii(provider_address) || ' ' || substr(zip_code, 1, 5) AS address,
    upper_ascii(facility_name) || ', ' || upper_ascii(city_town) || ', ' || providerinfo_state AS name_and_city
  FROM gold_facility_dim
),
pairs AS (
  SELECT a.ccn, b.ccn AS successor_ccn, 1 AS same_address, 0 AS same_name FROM homes a JOIN homes b ON a.address = b.address AND a.ccn <> b.ccn
  UNION ALL
  SELECT a.ccn, b.ccn AS successor_ccn, 0 AS same_address, 1 AS same_name FROM homes a JOIN homes b ON a.name_and_city = b.name_and_city AND a.ccn <> b.ccn
),
found AS (
  SELECT ccn, successor_ccn, max(same_address) AS same_address, max(same_name) AS same_name FROM pairs GROUP BY ccn, successor_ccn
)
SELECT
  f.ccn, f.successor_ccn,
  CASE WHEN f.same_address = 1 AND f.same_name = 1 THEN 'address,name_and_city' WHEN f.same_address = 1 THEN 'address' ELSE 'name_and_city' END AS why,
  a.facility_name, b.facility_name AS successor_name, a.last_quarter, b.first_quarter AS successor_first_quarter,
  a.last_processing_date, b.first_processing_date AS successor_first_processing_date,
  a.state, a.is_synthetic
FROM found f
JOIN homes a ON f.ccn = a.ccn
JOIN homes b ON f.successor_ccn = b.ccn
WHERE coalesce(a.last_quarter < b.first_quarter, true) AND coalesce(a.last_processing_date < b.first_processing_date, true)
