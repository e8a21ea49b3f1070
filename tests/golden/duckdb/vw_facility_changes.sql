-- vw_facility_changes on duckdb: one row per facility per release per attribute that differs from the facility's release loaded before it

-- view
CREATE OR REPLACE VIEW vw_facility_changes AS
WITH compared AS (
  SELECT
    ccn,
    first_processing_date,
    is_synthetic,
    LAG(last_processing_date) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS previous_processing_date,
    CAST(certified_beds AS TEXT) AS certified_beds,
    CAST(LAG(certified_beds) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS TEXT) AS old_certified_beds,
    chain_name AS chain_name,
    LAG(chain_name) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_chain_name,
    facility_name AS facility_name,
    LAG(facility_name) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_facility_name,
    CAST(has_abuse_icon AS TEXT) AS has_abuse_icon,
    CAST(LAG(has_abuse_icon) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS TEXT) AS old_has_abuse_icon,
    legal_business_name AS legal_business_name,
    LAG(legal_business_name) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_legal_business_name,
    ownership_type AS ownership_type,
    LAG(ownership_type) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_ownership_type,
    special_focus_status AS special_focus_status,
    LAG(special_focus_status) OVER (PARTITION BY ccn ORDER BY first_processing_date) AS old_special_focus_status
  FROM gold_facility_history
), listed AS (
  SELECT
    c.ccn,
    c.first_processing_date AS processing_date,
    a.attribute,
    c.previous_processing_date,
    c.is_synthetic,
    CASE a.attribute
      WHEN 'certified_beds'
      THEN c.old_certified_beds
      WHEN 'chain_name'
      THEN c.old_chain_name
      WHEN 'facility_name'
      THEN c.old_facility_name
      WHEN 'has_abuse_icon'
      THEN c.old_has_abuse_icon
      WHEN 'legal_business_name'
      THEN c.old_legal_business_name
      WHEN 'ownership_type'
      THEN c.old_ownership_type
      WHEN 'special_focus_status'
      THEN c.old_special_focus_status
    END AS old,
    CASE a.attribute
      WHEN 'certified_beds'
      THEN c.certified_beds
      WHEN 'chain_name'
      THEN c.chain_name
      WHEN 'facility_name'
      THEN c.facility_name
      WHEN 'has_abuse_icon'
      THEN c.has_abuse_icon
      WHEN 'legal_business_name'
      THEN c.legal_business_name
      WHEN 'ownership_type'
      THEN c.ownership_type
      WHEN 'special_focus_status'
      THEN c.special_focus_status
    END AS new,
    a.known_from
  FROM compared AS c
  CROSS JOIN (VALUES
    ('certified_beds', CAST('1900-01-01' AS DATE)),
    ('chain_name', CAST('2023-06-01' AS DATE)),
    ('facility_name', CAST('1900-01-01' AS DATE)),
    ('has_abuse_icon', CAST('1900-01-01' AS DATE)),
    ('legal_business_name', CAST('1900-01-01' AS DATE)),
    ('ownership_type', CAST('1900-01-01' AS DATE)),
    ('special_focus_status', CAST('1900-01-01' AS DATE))) AS a(attribute, known_from)
  WHERE
    NOT c.previous_processing_date IS NULL
)
SELECT
  ccn,
  processing_date,
  attribute,
  old,
  new,
  previous_processing_date,
  is_synthetic
FROM listed
WHERE
  old IS DISTINCT FROM new AND previous_processing_date >= known_from;
