-- silver_providerinfo on athena: one row per facility per release

-- create
CREATE TABLE IF NOT EXISTS kerok_healthcare.silver_providerinfo (
  ccn string,
  processing_date date,
  facility_name string,
  provider_address string,
  city_town string,
  state string,
  zip_code string,
  telephone_number string,
  provider_ssa_county_code string,
  county_parish string,
  urban boolean,
  ownership_type string,
  certified_beds int,
  average_number_of_residents_per_day decimal(9,1),
  average_number_of_residents_per_day_footnote string,
  provider_type string,
  provider_resides_in_hospital boolean,
  legal_business_name string,
  date_first_approved_to_provide_medicare_and_medicaid_services date,
  affiliated_entity_name string,
  affiliated_entity_id string,
  number_of_facilities_in_chain int,
  chain_average_overall_5_star_rating decimal(9,2),
  chain_average_health_inspection_rating decimal(9,2),
  chain_average_staffing_rating decimal(9,2),
  chain_average_qm_rating decimal(9,2),
  continuing_care_retirement_community boolean,
  special_focus_status string,
  special_focus_facility boolean,
  abuse_icon boolean,
  most_recent_health_inspection_more_than_2_years_ago boolean,
  provider_changed_ownership_in_last_12_months boolean,
  with_a_resident_and_family_council string,
  automatic_sprinkler_systems_in_all_required_areas string,
  overall_rating int,
  overall_rating_footnote string,
  health_inspection_rating int,
  health_inspection_rating_footnote string,
  qm_rating int,
  qm_rating_footnote string,
  long_stay_qm_rating int,
  long_stay_qm_rating_footnote string,
  short_stay_qm_rating int,
  short_stay_qm_rating_footnote string,
  staffing_rating int,
  staffing_rating_footnote string,
  rn_staffing_rating int,
  rn_staffing_rating_footnote string,
  reported_staffing_footnote string,
  physical_therapist_staffing_footnote string,
  reported_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  reported_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  reported_rn_staffing_hours_per_resident_per_day decimal(12,5),
  reported_licensed_staffing_hours_per_resident_per_day decimal(12,5),
  reported_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend decimal(12,5),
  registered_nurse_hours_per_resident_per_day_on_the_weekend decimal(12,5),
  reported_physical_therapist_staffing_hours_per_resident_per_day decimal(12,5),
  total_nursing_staff_turnover decimal(9,1),
  total_nursing_staff_turnover_footnote string,
  registered_nurse_turnover decimal(9,1),
  registered_nurse_turnover_footnote string,
  number_of_administrators_who_have_left_the_nursing_home int,
  administrator_turnover_footnote string,
  nursing_case_mix_index decimal(12,5),
  nursing_case_mix_index_ratio decimal(12,5),
  case_mix_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  case_mix_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  case_mix_rn_staffing_hours_per_resident_per_day decimal(12,5),
  case_mix_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  adjusted_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  adjusted_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  adjusted_rn_staffing_hours_per_resident_per_day decimal(12,5),
  adjusted_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  expected_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  expected_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  expected_rn_staffing_hours_per_resident_per_day decimal(12,5),
  expected_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  number_of_residents_in_certified_beds int,
  casper_reported_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  casper_reported_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  casper_reported_rn_staffing_hours_per_resident_per_day decimal(12,5),
  casper_reported_licensed_staffing_hours_per_resident_per_day decimal(12,5),
  casper_reported_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day decimal(12,5),
  casper_expected_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  casper_expected_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  casper_expected_rn_staffing_hours_per_resident_per_day decimal(12,5),
  casper_expected_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day decimal(12,5),
  casper_adjusted_lpn_staffing_hours_per_resident_per_day decimal(12,5),
  casper_adjusted_rn_staffing_hours_per_resident_per_day decimal(12,5),
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day decimal(12,5),
  rating_cycle_1_standard_survey_health_date date,
  rating_cycle_1_total_number_of_health_deficiencies int,
  rating_cycle_1_number_of_standard_health_deficiencies int,
  rating_cycle_1_number_of_complaint_health_deficiencies int,
  rating_cycle_1_health_deficiency_score decimal(12,3),
  rating_cycle_1_number_of_health_revisits int,
  rating_cycle_1_health_revisit_score decimal(12,3),
  rating_cycle_1_total_health_score decimal(12,3),
  rating_cycle_2_standard_health_survey_date date,
  rating_cycle_2_total_number_of_health_deficiencies int,
  rating_cycle_2_number_of_standard_health_deficiencies int,
  rating_cycle_2_number_of_complaint_health_deficiencies int,
  rating_cycle_2_health_deficiency_score decimal(12,3),
  rating_cycle_2_number_of_health_revisits int,
  rating_cycle_2_health_revisit_score decimal(12,3),
  rating_cycle_2_total_health_score decimal(12,3),
  rating_cycle_2_3_total_number_of_health_deficiencies int,
  rating_cycle_2_3_number_of_complaint_health_deficiencies int,
  rating_cycle_2_3_health_deficiency_score decimal(12,3),
  rating_cycle_2_3_number_of_health_revisits int,
  rating_cycle_2_3_health_revisit_score decimal(12,3),
  rating_cycle_2_3_total_health_score decimal(12,3),
  rating_cycle_3_standard_health_survey_date date,
  rating_cycle_3_total_number_of_health_deficiencies int,
  rating_cycle_3_number_of_standard_health_deficiencies int,
  rating_cycle_3_number_of_complaint_health_deficiencies int,
  rating_cycle_3_health_deficiency_score decimal(12,3),
  rating_cycle_3_number_of_health_revisits int,
  rating_cycle_3_health_revisit_score decimal(12,3),
  rating_cycle_3_total_health_score decimal(12,3),
  total_weighted_health_survey_score decimal(12,3),
  number_of_facility_reported_incidents int,
  number_of_substantiated_complaints int,
  number_of_citations_from_infection_control_inspections int,
  number_of_fines int,
  total_amount_of_fines_in_dollars decimal(18,2),
  number_of_payment_denials int,
  total_number_of_penalties int,
  location string,
  latitude decimal(9,5),
  longitude decimal(9,5),
  geocoding_footnote string,
  is_synthetic boolean,
  flags string,
  unreadable_cells string,
  file_sha256 string
)
PARTITIONED BY (processing_date)
LOCATION '{warehouse}/silver/silver_providerinfo/'
TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet', 'write_compression' = 'zstd');

-- candidate
CREATE TABLE kerok_healthcare.silver_providerinfo__candidate_{sha8}
WITH (table_type = 'ICEBERG', is_external = false, format = 'PARQUET',
  location = '{warehouse}/candidates/silver_providerinfo__candidate_{sha8}/') AS
SELECT
  ccn, processing_date, facility_name, provider_address, city_town, state, zip_code, telephone_number, provider_ssa_county_code,
  county_parish, urban, ownership_type, certified_beds, average_number_of_residents_per_day, average_number_of_residents_per_day_footnote,
  provider_type, provider_resides_in_hospital, legal_business_name, date_first_approved_to_provide_medicare_and_medicaid_services,
  affiliated_entity_name, affiliated_entity_id, number_of_facilities_in_chain, chain_average_overall_5_star_rating,
  chain_average_health_inspection_rating, chain_average_staffing_rating, chain_average_qm_rating, continuing_care_retirement_community,
  special_focus_status, special_focus_facility, abuse_icon, most_recent_health_inspection_more_than_2_years_ago,
  provider_changed_ownership_in_last_12_months, with_a_resident_and_family_council, automatic_sprinkler_systems_in_all_required_areas,
  overall_rating, overall_rating_footnote, health_inspection_rating, health_inspection_rating_footnote, qm_rating, qm_rating_footnote,
  long_stay_qm_rating, long_stay_qm_rating_footnote, short_stay_qm_rating, short_stay_qm_rating_footnote, staffing_rating,
  staffing_rating_footnote, rn_staffing_rating, rn_staffing_rating_footnote, reported_staffing_footnote,
  physical_therapist_staffing_footnote, reported_nurse_aide_staffing_hours_per_resident_per_day,
  reported_lpn_staffing_hours_per_resident_per_day, reported_rn_staffing_hours_per_resident_per_day,
  reported_licensed_staffing_hours_per_resident_per_day, reported_total_nurse_staffing_hours_per_resident_per_day,
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend, registered_nurse_hours_per_resident_per_day_on_the_weekend,
  reported_physical_therapist_staffing_hours_per_resident_per_day, total_nursing_staff_turnover, total_nursing_staff_turnover_footnote,
  registered_nurse_turnover, registered_nurse_turnover_footnote, number_of_administrators_who_have_left_the_nursing_home,
  administrator_turnover_footnote, nursing_case_mix_index, nursing_case_mix_index_ratio,
  case_mix_nurse_aide_staffing_hours_per_resident_per_day, case_mix_lpn_staffing_hours_per_resident_per_day,
  case_mix_rn_staffing_hours_per_resident_per_day, case_mix_total_nurse_staffing_hours_per_resident_per_day,
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day, adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  adjusted_lpn_staffing_hours_per_resident_per_day, adjusted_rn_staffing_hours_per_resident_per_day,
  adjusted_total_nurse_staffing_hours_per_resident_per_day, adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
  expected_nurse_aide_staffing_hours_per_resident_per_day, expected_lpn_staffing_hours_per_resident_per_day,
  expected_rn_staffing_hours_per_resident_per_day, expected_total_nurse_staffing_hours_per_resident_per_day,
  number_of_residents_in_certified_beds, casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
  casper_reported_lpn_staffing_hours_per_resident_per_day, casper_reported_rn_staffing_hours_per_resident_per_day,
  casper_reported_licensed_staffing_hours_per_resident_per_day, casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day, casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
  casper_expected_lpn_staffing_hours_per_resident_per_day, casper_expected_rn_staffing_hours_per_resident_per_day,
  casper_expected_total_nurse_staffing_hours_per_resident_per_day, casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  casper_adjusted_lpn_staffing_hours_per_resident_per_day, casper_adjusted_rn_staffing_hours_per_resident_per_day,
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day, rating_cycle_1_standard_survey_health_date,
  rating_cycle_1_total_number_of_health_deficiencies, rating_cycle_1_number_of_standard_health_deficiencies,
  rating_cycle_1_number_of_complaint_health_deficiencies, rating_cycle_1_health_deficiency_score,
  rating_cycle_1_number_of_health_revisits, rating_cycle_1_health_revisit_score, rating_cycle_1_total_health_score,
  rating_cycle_2_standard_health_survey_date, rating_cycle_2_total_number_of_health_deficiencies,
  rating_cycle_2_number_of_standard_health_deficiencies, rating_cycle_2_number_of_complaint_health_deficiencies,
  rating_cycle_2_health_deficiency_score, rating_cycle_2_number_of_health_revisits, rating_cycle_2_health_revisit_score,
  rating_cycle_2_total_health_score, rating_cycle_2_3_total_number_of_health_deficiencies,
  rating_cycle_2_3_number_of_complaint_health_deficiencies, rating_cycle_2_3_health_deficiency_score,
  rating_cycle_2_3_number_of_health_revisits, rating_cycle_2_3_health_revisit_score, rating_cycle_2_3_total_health_score,
  rating_cycle_3_standard_health_survey_date, rating_cycle_3_total_number_of_health_deficiencies,
  rating_cycle_3_number_of_standard_health_deficiencies, rating_cycle_3_number_of_complaint_health_deficiencies,
  rating_cycle_3_health_deficiency_score, rating_cycle_3_number_of_health_revisits, rating_cycle_3_health_revisit_score,
  rating_cycle_3_total_health_score, total_weighted_health_survey_score, number_of_facility_reported_incidents,
  number_of_substantiated_complaints, number_of_citations_from_infection_control_inspections, number_of_fines,
  total_amount_of_fines_in_dollars, number_of_payment_denials, total_number_of_penalties, location, latitude, longitude,
  geocoding_footnote, is_synthetic, flags, unreadable_cells, file_sha256
FROM (
WITH read_providerinfo AS (
  WITH cleaned AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      kerok_synthetic,
      NULLIF(
        REGEXP_REPLACE(cms_certification_number_ccn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS ccn_raw,
      TRANSLATE(
        NULLIF(
          REGEXP_REPLACE(cms_certification_number_ccn, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      ) AS ccn_text,
      COALESCE(
        NULLIF(
          REGEXP_REPLACE(processing_date, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        kerok_processing_date
      ) AS day_text,
      NULLIF(
        REGEXP_REPLACE(provider_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_name_text,
      NULLIF(
        REGEXP_REPLACE(provider_address, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_address_text,
      NULLIF(
        REGEXP_REPLACE(city_town, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS city_town_text,
      NULLIF(REGEXP_REPLACE(state, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS state_text,
      NULLIF(
        REGEXP_REPLACE(zip_code, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS zip_code_text,
      NULLIF(
        REGEXP_REPLACE(telephone_number, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS telephone_number_text,
      NULLIF(
        REGEXP_REPLACE(provider_ssa_county_code, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_ssa_county_code_text,
      NULLIF(
        REGEXP_REPLACE(county_parish, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS county_parish_text,
      NULLIF(REGEXP_REPLACE(urban, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''), '') AS urban_text,
      NULLIF(
        REGEXP_REPLACE(ownership_type, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS ownership_type_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(number_of_certified_beds, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(number_of_certified_beds, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS number_of_certified_beds_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            average_number_of_residents_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            average_number_of_residents_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS average_number_of_residents_per_day_text,
      NULLIF(
        REGEXP_REPLACE(
          average_number_of_residents_per_day_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS average_number_of_residents_per_day_footnote_text,
      NULLIF(
        REGEXP_REPLACE(provider_type, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_type_text,
      NULLIF(
        REGEXP_REPLACE(provider_resides_in_hospital, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS provider_resides_in_hospital_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(legal_business_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('Legal Business Name Not Available')
        THEN NULLIF(
          REGEXP_REPLACE(legal_business_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS legal_business_name_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            date_first_approved_to_provide_medicare_and_medicaid_services,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            date_first_approved_to_provide_medicare_and_medicaid_services,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS date_first_approved_to_provide_medicare_and_medicaid_services_text,
      NULLIF(
        REGEXP_REPLACE(affiliated_entity_name, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS affiliated_entity_name_text,
      NULLIF(
        REGEXP_REPLACE(affiliated_entity_id, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS affiliated_entity_id_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_facilities_in_chain,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_facilities_in_chain,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_facilities_in_chain_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            chain_average_overall_5_star_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            chain_average_overall_5_star_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS chain_average_overall_5_star_rating_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            chain_average_health_inspection_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            chain_average_health_inspection_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS chain_average_health_inspection_rating_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            chain_average_staffing_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            chain_average_staffing_rating,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS chain_average_staffing_rating_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(chain_average_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(chain_average_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS chain_average_qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(
          continuing_care_retirement_community,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS continuing_care_retirement_community_text,
      NULLIF(
        REGEXP_REPLACE(special_focus_status, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS special_focus_status_text,
      NULLIF(
        REGEXP_REPLACE(special_focus_facility, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS special_focus_facility_text,
      NULLIF(
        REGEXP_REPLACE(abuse_icon, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS abuse_icon_text,
      NULLIF(
        REGEXP_REPLACE(
          most_recent_health_inspection_more_than_2_years_ago,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS most_recent_health_inspection_more_than_2_years_ago_text,
      NULLIF(
        REGEXP_REPLACE(
          provider_changed_ownership_in_last_12_months,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS provider_changed_ownership_in_last_12_months_text,
      NULLIF(
        REGEXP_REPLACE(
          with_a_resident_and_family_council,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS with_a_resident_and_family_council_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            automatic_sprinkler_systems_in_all_required_areas,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('Data Not Available')
        THEN NULLIF(
          REGEXP_REPLACE(
            automatic_sprinkler_systems_in_all_required_areas,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS automatic_sprinkler_systems_in_all_required_areas_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(overall_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(overall_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS overall_rating_text,
      NULLIF(
        REGEXP_REPLACE(overall_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS overall_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(health_inspection_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(health_inspection_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS health_inspection_rating_text,
      NULLIF(
        REGEXP_REPLACE(
          health_inspection_rating_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS health_inspection_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(qm_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS qm_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(long_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(long_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS long_stay_qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(long_stay_qm_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS long_stay_qm_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(short_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(short_stay_qm_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS short_stay_qm_rating_text,
      NULLIF(
        REGEXP_REPLACE(
          short_stay_qm_rating_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS short_stay_qm_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS staffing_rating_text,
      NULLIF(
        REGEXP_REPLACE(staffing_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS staffing_rating_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(rn_staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(rn_staffing_rating, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS rn_staffing_rating_text,
      NULLIF(
        REGEXP_REPLACE(rn_staffing_rating_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS rn_staffing_rating_footnote_text,
      NULLIF(
        REGEXP_REPLACE(reported_staffing_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS reported_staffing_footnote_text,
      NULLIF(
        REGEXP_REPLACE(
          physical_therapist_staffing_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS physical_therapist_staffing_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_licensed_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_licensed_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_licensed_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            registered_nurse_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            registered_nurse_hours_per_resident_per_day_on_the_weekend,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS registered_nurse_hours_per_resident_per_day_on_the_weekend_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            reported_physical_therapist_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            reported_physical_therapist_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS reported_physical_therapist_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(total_nursing_staff_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(total_nursing_staff_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS total_nursing_staff_turnover_text,
      NULLIF(
        REGEXP_REPLACE(
          total_nursing_staff_turnover_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS total_nursing_staff_turnover_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(registered_nurse_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(registered_nurse_turnover, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS registered_nurse_turnover_text,
      NULLIF(
        REGEXP_REPLACE(
          registered_nurse_turnover_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS registered_nurse_turnover_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_administrators_who_have_left_the_nursing_home,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_administrators_who_have_left_the_nursing_home,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_administrators_who_have_left_the_nursing_home_text,
      NULLIF(
        REGEXP_REPLACE(
          administrator_turnover_footnote,
          '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
          ''
        ),
        ''
      ) AS administrator_turnover_footnote_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS nursing_case_mix_index_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index_ratio, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(nursing_case_mix_index_ratio, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS nursing_case_mix_index_ratio_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_nurse_aide_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_nurse_aide_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_lpn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_lpn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_rn_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_rn_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            expected_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            expected_total_nurse_staffing_hours_per_resident_per_day,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS expected_total_nurse_staffing_hours_per_resident_per_day_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_standard_survey_health_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_standard_survey_health_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_standard_survey_health_date_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_number_of_standard_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_1_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_1_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_standard_health_survey_date_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_number_of_standard_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_2_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_2_3_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_standard_health_survey_date,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_standard_health_survey_date_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_number_of_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_total_number_of_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_standard_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_number_of_standard_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_complaint_health_deficiencies,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_number_of_complaint_health_deficiencies_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_deficiency_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_health_deficiency_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_number_of_health_revisits,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_number_of_health_revisits_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_health_revisit_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_health_revisit_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            rating_cycle_3_total_health_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS rating_cycle_3_total_health_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            total_weighted_health_survey_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            total_weighted_health_survey_score,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS total_weighted_health_survey_score_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_facility_reported_incidents,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_facility_reported_incidents,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_facility_reported_incidents_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_substantiated_complaints,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_substantiated_complaints,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_substantiated_complaints_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            number_of_citations_from_infection_control_inspections,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            number_of_citations_from_infection_control_inspections,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS number_of_citations_from_infection_control_inspections_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(number_of_fines, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(number_of_fines, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS number_of_fines_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(
            total_amount_of_fines_in_dollars,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(
            total_amount_of_fines_in_dollars,
            '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z',
            ''
          ),
          ''
        )
      END AS total_amount_of_fines_in_dollars_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(number_of_payment_denials, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(number_of_payment_denials, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS number_of_payment_denials_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(total_number_of_penalties, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(total_number_of_penalties, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS total_number_of_penalties_text,
      NULLIF(
        REGEXP_REPLACE(location, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS location_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(latitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(latitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS latitude_text,
      CASE
        WHEN NOT NULLIF(
          REGEXP_REPLACE(longitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ) IN ('.')
        THEN NULLIF(
          REGEXP_REPLACE(longitude, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        )
      END AS longitude_text,
      NULLIF(
        REGEXP_REPLACE(geocoding_footnote, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
        ''
      ) AS geocoding_footnote_text
    FROM (
      SELECT
        *
      FROM kerok_healthcare.staged_providerinfo
      WHERE
        file_sha256 = '{file_sha256}'
    ) AS staged_providerinfo
  ), dated AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      kerok_synthetic,
      ccn_raw,
      ccn_text,
      day_text,
      CASE
        WHEN REGEXP_LIKE(day_text, '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z')
        THEN TRY_CAST(SUBSTR(day_text, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(day_text, '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z')
        THEN TRY_CAST(SUBSTR(day_text, 7, 4) || '-' || SUBSTR(day_text, 1, 2) || '-' || SUBSTR(day_text, 4, 2) AS DATE)
      END AS processing_date,
      provider_name_text,
      provider_address_text,
      city_town_text,
      state_text,
      zip_code_text,
      telephone_number_text,
      provider_ssa_county_code_text,
      county_parish_text,
      urban_text,
      ownership_type_text,
      number_of_certified_beds_text,
      average_number_of_residents_per_day_text,
      average_number_of_residents_per_day_footnote_text,
      provider_type_text,
      provider_resides_in_hospital_text,
      legal_business_name_text,
      date_first_approved_to_provide_medicare_and_medicaid_services_text,
      affiliated_entity_name_text,
      affiliated_entity_id_text,
      number_of_facilities_in_chain_text,
      chain_average_overall_5_star_rating_text,
      chain_average_health_inspection_rating_text,
      chain_average_staffing_rating_text,
      chain_average_qm_rating_text,
      continuing_care_retirement_community_text,
      special_focus_status_text,
      special_focus_facility_text,
      abuse_icon_text,
      most_recent_health_inspection_more_than_2_years_ago_text,
      provider_changed_ownership_in_last_12_months_text,
      with_a_resident_and_family_council_text,
      automatic_sprinkler_systems_in_all_required_areas_text,
      overall_rating_text,
      overall_rating_footnote_text,
      health_inspection_rating_text,
      health_inspection_rating_footnote_text,
      qm_rating_text,
      qm_rating_footnote_text,
      long_stay_qm_rating_text,
      long_stay_qm_rating_footnote_text,
      short_stay_qm_rating_text,
      short_stay_qm_rating_footnote_text,
      staffing_rating_text,
      staffing_rating_footnote_text,
      rn_staffing_rating_text,
      rn_staffing_rating_footnote_text,
      reported_staffing_footnote_text,
      physical_therapist_staffing_footnote_text,
      reported_nurse_aide_staffing_hours_per_resident_per_day_text,
      reported_lpn_staffing_hours_per_resident_per_day_text,
      reported_rn_staffing_hours_per_resident_per_day_text,
      reported_licensed_staffing_hours_per_resident_per_day_text,
      reported_total_nurse_staffing_hours_per_resident_per_day_text,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_text,
      registered_nurse_hours_per_resident_per_day_on_the_weekend_text,
      reported_physical_therapist_staffing_hours_per_resident_per_day_text,
      total_nursing_staff_turnover_text,
      total_nursing_staff_turnover_footnote_text,
      registered_nurse_turnover_text,
      registered_nurse_turnover_footnote_text,
      number_of_administrators_who_have_left_the_nursing_home_text,
      administrator_turnover_footnote_text,
      nursing_case_mix_index_text,
      nursing_case_mix_index_ratio_text,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day_text,
      case_mix_lpn_staffing_hours_per_resident_per_day_text,
      case_mix_rn_staffing_hours_per_resident_per_day_text,
      case_mix_total_nurse_staffing_hours_per_resident_per_day_text,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      adjusted_nurse_aide_staffing_hours_per_resident_per_day_text,
      adjusted_lpn_staffing_hours_per_resident_per_day_text,
      adjusted_rn_staffing_hours_per_resident_per_day_text,
      adjusted_total_nurse_staffing_hours_per_resident_per_day_text,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_text,
      expected_nurse_aide_staffing_hours_per_resident_per_day_text,
      expected_lpn_staffing_hours_per_resident_per_day_text,
      expected_rn_staffing_hours_per_resident_per_day_text,
      expected_total_nurse_staffing_hours_per_resident_per_day_text,
      rating_cycle_1_standard_survey_health_date_text,
      rating_cycle_1_total_number_of_health_deficiencies_text,
      rating_cycle_1_number_of_standard_health_deficiencies_text,
      rating_cycle_1_number_of_complaint_health_deficiencies_text,
      rating_cycle_1_health_deficiency_score_text,
      rating_cycle_1_number_of_health_revisits_text,
      rating_cycle_1_health_revisit_score_text,
      rating_cycle_1_total_health_score_text,
      rating_cycle_2_standard_health_survey_date_text,
      rating_cycle_2_total_number_of_health_deficiencies_text,
      rating_cycle_2_number_of_standard_health_deficiencies_text,
      rating_cycle_2_number_of_complaint_health_deficiencies_text,
      rating_cycle_2_health_deficiency_score_text,
      rating_cycle_2_number_of_health_revisits_text,
      rating_cycle_2_health_revisit_score_text,
      rating_cycle_2_total_health_score_text,
      rating_cycle_2_3_total_number_of_health_deficiencies_text,
      rating_cycle_2_3_number_of_complaint_health_deficiencies_text,
      rating_cycle_2_3_health_deficiency_score_text,
      rating_cycle_2_3_number_of_health_revisits_text,
      rating_cycle_2_3_health_revisit_score_text,
      rating_cycle_2_3_total_health_score_text,
      rating_cycle_3_standard_health_survey_date_text,
      rating_cycle_3_total_number_of_health_deficiencies_text,
      rating_cycle_3_number_of_standard_health_deficiencies_text,
      rating_cycle_3_number_of_complaint_health_deficiencies_text,
      rating_cycle_3_health_deficiency_score_text,
      rating_cycle_3_number_of_health_revisits_text,
      rating_cycle_3_health_revisit_score_text,
      rating_cycle_3_total_health_score_text,
      total_weighted_health_survey_score_text,
      number_of_facility_reported_incidents_text,
      number_of_substantiated_complaints_text,
      number_of_citations_from_infection_control_inspections_text,
      number_of_fines_text,
      total_amount_of_fines_in_dollars_text,
      number_of_payment_denials_text,
      total_number_of_penalties_text,
      location_text,
      latitude_text,
      longitude_text,
      geocoding_footnote_text
    FROM cleaned
  ), typed AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      ccn_raw,
      day_text,
      processing_date,
      CASE
        WHEN (
          REGEXP_LIKE(ccn_text, '^[0-9]{2}[0-9A-Z][0-9]{3}\z')
          AND SUBSTR(ccn_text, 1, 2) <> '00'
        )
        THEN ccn_text
        WHEN REGEXP_LIKE(ccn_text, '^[1-9][0-9]{4}\z')
        AND '0' || SUBSTR(ccn_text, 1, 1) || ':' || TRANSLATE(state_text, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') IN (
          '01:AL',
          '02:AK',
          '03:AZ',
          '04:AR',
          '05:CA',
          '06:CO',
          '07:CT',
          '08:DE',
          '09:DC',
          '10:FL',
          '11:GA',
          '12:HI',
          '13:ID',
          '14:IL',
          '15:IN',
          '16:IA',
          '17:KS',
          '18:KY',
          '19:LA',
          '20:ME',
          '21:MD',
          '22:MA',
          '23:MI',
          '24:MN',
          '25:MS',
          '26:MO',
          '27:MT',
          '28:NE',
          '29:NV',
          '30:NH',
          '31:NJ',
          '32:NM',
          '33:NY',
          '34:NC',
          '35:ND',
          '36:OH',
          '37:OK',
          '38:OR',
          '39:PA',
          '40:PR',
          '41:RI',
          '42:SC',
          '43:SD',
          '44:TN',
          '45:TX',
          '46:UT',
          '47:VT',
          '48:VI',
          '49:VA',
          '50:WA',
          '51:WV',
          '52:WI',
          '53:WY',
          '55:CA',
          '64:AS',
          '65:GU',
          '65:HI',
          '66:MP',
          '67:TX',
          '68:FL',
          '69:FL',
          '70:KS',
          '71:LA',
          '72:OH',
          '73:PA',
          '74:TX',
          '75:CA',
          '76:IA',
          '77:MN',
          '80:MD',
          '92:CA',
          ''
        )
        THEN '0' || ccn_text
      END AS ccn,
      COALESCE(
        NULLIF(
          REGEXP_REPLACE(kerok_synthetic, '^[ \t\n\x0B\f\r\x{A0}]+|[ \t\n\x0B\f\r\x{A0}]+\z', ''),
          ''
        ),
        '0'
      ) <> '0' AS is_synthetic,
      provider_name_text AS facility_name_raw,
      provider_address_text AS provider_address_raw,
      city_town_text AS city_town_raw,
      state_text AS state_raw,
      zip_code_text AS zip_code_raw,
      telephone_number_text AS telephone_number_raw,
      provider_ssa_county_code_text AS provider_ssa_county_code_raw,
      county_parish_text AS county_parish_raw,
      urban_text AS urban_raw,
      ownership_type_text AS ownership_type_raw,
      number_of_certified_beds_text AS certified_beds_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN average_number_of_residents_per_day_text
      END AS average_number_of_residents_per_day_raw,
      average_number_of_residents_per_day_footnote_text AS average_number_of_residents_per_day_footnote_raw,
      provider_type_text AS provider_type_raw,
      provider_resides_in_hospital_text AS provider_resides_in_hospital_raw,
      legal_business_name_text AS legal_business_name_raw,
      date_first_approved_to_provide_medicare_and_medicaid_services_text AS date_first_approved_to_provide_medicare_and_medicaid_services_raw,
      affiliated_entity_name_text AS affiliated_entity_name_raw,
      affiliated_entity_id_text AS affiliated_entity_id_raw,
      number_of_facilities_in_chain_text AS number_of_facilities_in_chain_raw,
      chain_average_overall_5_star_rating_text AS chain_average_overall_5_star_rating_raw,
      chain_average_health_inspection_rating_text AS chain_average_health_inspection_rating_raw,
      chain_average_staffing_rating_text AS chain_average_staffing_rating_raw,
      chain_average_qm_rating_text AS chain_average_qm_rating_raw,
      continuing_care_retirement_community_text AS continuing_care_retirement_community_raw,
      special_focus_status_text AS special_focus_status_raw,
      special_focus_facility_text AS special_focus_facility_raw,
      abuse_icon_text AS abuse_icon_raw,
      most_recent_health_inspection_more_than_2_years_ago_text AS most_recent_health_inspection_more_than_2_years_ago_raw,
      provider_changed_ownership_in_last_12_months_text AS provider_changed_ownership_in_last_12_months_raw,
      with_a_resident_and_family_council_text AS with_a_resident_and_family_council_raw,
      automatic_sprinkler_systems_in_all_required_areas_text AS automatic_sprinkler_systems_in_all_required_areas_raw,
      overall_rating_text AS overall_rating_raw,
      overall_rating_footnote_text AS overall_rating_footnote_raw,
      health_inspection_rating_text AS health_inspection_rating_raw,
      health_inspection_rating_footnote_text AS health_inspection_rating_footnote_raw,
      qm_rating_text AS qm_rating_raw,
      qm_rating_footnote_text AS qm_rating_footnote_raw,
      long_stay_qm_rating_text AS long_stay_qm_rating_raw,
      long_stay_qm_rating_footnote_text AS long_stay_qm_rating_footnote_raw,
      short_stay_qm_rating_text AS short_stay_qm_rating_raw,
      short_stay_qm_rating_footnote_text AS short_stay_qm_rating_footnote_raw,
      staffing_rating_text AS staffing_rating_raw,
      staffing_rating_footnote_text AS staffing_rating_footnote_raw,
      rn_staffing_rating_text AS rn_staffing_rating_raw,
      rn_staffing_rating_footnote_text AS rn_staffing_rating_footnote_raw,
      reported_staffing_footnote_text AS reported_staffing_footnote_raw,
      physical_therapist_staffing_footnote_text AS physical_therapist_staffing_footnote_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_lpn_staffing_hours_per_resident_per_day_text
      END AS reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_rn_staffing_hours_per_resident_per_day_text
      END AS reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_licensed_staffing_hours_per_resident_per_day_text
      END AS reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_total_nurse_staffing_hours_per_resident_per_day_text
      END AS reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_text AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw,
      registered_nurse_hours_per_resident_per_day_on_the_weekend_text AS registered_nurse_hours_per_resident_per_day_on_the_weekend_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN reported_physical_therapist_staffing_hours_per_resident_per_day_text
      END AS reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      total_nursing_staff_turnover_text AS total_nursing_staff_turnover_raw,
      total_nursing_staff_turnover_footnote_text AS total_nursing_staff_turnover_footnote_raw,
      registered_nurse_turnover_text AS registered_nurse_turnover_raw,
      registered_nurse_turnover_footnote_text AS registered_nurse_turnover_footnote_raw,
      number_of_administrators_who_have_left_the_nursing_home_text AS number_of_administrators_who_have_left_the_nursing_home_raw,
      administrator_turnover_footnote_text AS administrator_turnover_footnote_raw,
      nursing_case_mix_index_text AS nursing_case_mix_index_raw,
      nursing_case_mix_index_ratio_text AS nursing_case_mix_index_ratio_raw,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day_text AS case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw,
      case_mix_lpn_staffing_hours_per_resident_per_day_text AS case_mix_lpn_staffing_hours_per_resident_per_day_raw,
      case_mix_rn_staffing_hours_per_resident_per_day_text AS case_mix_rn_staffing_hours_per_resident_per_day_raw,
      case_mix_total_nurse_staffing_hours_per_resident_per_day_text AS case_mix_total_nurse_staffing_hours_per_resident_per_day_raw,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_text AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_lpn_staffing_hours_per_resident_per_day_text
      END AS adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_rn_staffing_hours_per_resident_per_day_text
      END AS adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN adjusted_total_nurse_staffing_hours_per_resident_per_day_text
      END AS adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_text AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_lpn_staffing_hours_per_resident_per_day_text
      END AS expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_rn_staffing_hours_per_resident_per_day_text
      END AS expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date >= CAST('2018-04-01' AS DATE)
        THEN expected_total_nurse_staffing_hours_per_resident_per_day_text
      END AS expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN average_number_of_residents_per_day_text
      END AS number_of_residents_in_certified_beds_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_lpn_staffing_hours_per_resident_per_day_text
      END AS casper_reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_rn_staffing_hours_per_resident_per_day_text
      END AS casper_reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_licensed_staffing_hours_per_resident_per_day_text
      END AS casper_reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_total_nurse_staffing_hours_per_resident_per_day_text
      END AS casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN reported_physical_therapist_staffing_hours_per_resident_per_day_text
      END AS casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_lpn_staffing_hours_per_resident_per_day_text
      END AS casper_expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_rn_staffing_hours_per_resident_per_day_text
      END AS casper_expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN expected_total_nurse_staffing_hours_per_resident_per_day_text
      END AS casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_nurse_aide_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_lpn_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_rn_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN processing_date < CAST('2018-04-01' AS DATE)
        THEN adjusted_total_nurse_staffing_hours_per_resident_per_day_text
      END AS casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      rating_cycle_1_standard_survey_health_date_text AS rating_cycle_1_standard_survey_health_date_raw,
      rating_cycle_1_total_number_of_health_deficiencies_text AS rating_cycle_1_total_number_of_health_deficiencies_raw,
      rating_cycle_1_number_of_standard_health_deficiencies_text AS rating_cycle_1_number_of_standard_health_deficiencies_raw,
      rating_cycle_1_number_of_complaint_health_deficiencies_text AS rating_cycle_1_number_of_complaint_health_deficiencies_raw,
      rating_cycle_1_health_deficiency_score_text AS rating_cycle_1_health_deficiency_score_raw,
      rating_cycle_1_number_of_health_revisits_text AS rating_cycle_1_number_of_health_revisits_raw,
      rating_cycle_1_health_revisit_score_text AS rating_cycle_1_health_revisit_score_raw,
      rating_cycle_1_total_health_score_text AS rating_cycle_1_total_health_score_raw,
      rating_cycle_2_standard_health_survey_date_text AS rating_cycle_2_standard_health_survey_date_raw,
      rating_cycle_2_total_number_of_health_deficiencies_text AS rating_cycle_2_total_number_of_health_deficiencies_raw,
      rating_cycle_2_number_of_standard_health_deficiencies_text AS rating_cycle_2_number_of_standard_health_deficiencies_raw,
      rating_cycle_2_number_of_complaint_health_deficiencies_text AS rating_cycle_2_number_of_complaint_health_deficiencies_raw,
      rating_cycle_2_health_deficiency_score_text AS rating_cycle_2_health_deficiency_score_raw,
      rating_cycle_2_number_of_health_revisits_text AS rating_cycle_2_number_of_health_revisits_raw,
      rating_cycle_2_health_revisit_score_text AS rating_cycle_2_health_revisit_score_raw,
      rating_cycle_2_total_health_score_text AS rating_cycle_2_total_health_score_raw,
      rating_cycle_2_3_total_number_of_health_deficiencies_text AS rating_cycle_2_3_total_number_of_health_deficiencies_raw,
      rating_cycle_2_3_number_of_complaint_health_deficiencies_text AS rating_cycle_2_3_number_of_complaint_health_deficiencies_raw,
      rating_cycle_2_3_health_deficiency_score_text AS rating_cycle_2_3_health_deficiency_score_raw,
      rating_cycle_2_3_number_of_health_revisits_text AS rating_cycle_2_3_number_of_health_revisits_raw,
      rating_cycle_2_3_health_revisit_score_text AS rating_cycle_2_3_health_revisit_score_raw,
      rating_cycle_2_3_total_health_score_text AS rating_cycle_2_3_total_health_score_raw,
      rating_cycle_3_standard_health_survey_date_text AS rating_cycle_3_standard_health_survey_date_raw,
      rating_cycle_3_total_number_of_health_deficiencies_text AS rating_cycle_3_total_number_of_health_deficiencies_raw,
      rating_cycle_3_number_of_standard_health_deficiencies_text AS rating_cycle_3_number_of_standard_health_deficiencies_raw,
      rating_cycle_3_number_of_complaint_health_deficiencies_text AS rating_cycle_3_number_of_complaint_health_deficiencies_raw,
      rating_cycle_3_health_deficiency_score_text AS rating_cycle_3_health_deficiency_score_raw,
      rating_cycle_3_number_of_health_revisits_text AS rating_cycle_3_number_of_health_revisits_raw,
      rating_cycle_3_health_revisit_score_text AS rating_cycle_3_health_revisit_score_raw,
      rating_cycle_3_total_health_score_text AS rating_cycle_3_total_health_score_raw,
      total_weighted_health_survey_score_text AS total_weighted_health_survey_score_raw,
      number_of_facility_reported_incidents_text AS number_of_facility_reported_incidents_raw,
      number_of_substantiated_complaints_text AS number_of_substantiated_complaints_raw,
      number_of_citations_from_infection_control_inspections_text AS number_of_citations_from_infection_control_inspections_raw,
      number_of_fines_text AS number_of_fines_raw,
      total_amount_of_fines_in_dollars_text AS total_amount_of_fines_in_dollars_raw,
      number_of_payment_denials_text AS number_of_payment_denials_raw,
      total_number_of_penalties_text AS total_number_of_penalties_raw,
      location_text AS location_raw,
      latitude_text AS latitude_raw,
      longitude_text AS longitude_raw,
      geocoding_footnote_text AS geocoding_footnote_raw
    FROM dated
  ), parsed AS (
    SELECT
      file_sha256,
      row_number,
      raw,
      structure_error,
      ccn_raw,
      day_text,
      processing_date,
      ccn,
      is_synthetic,
      facility_name_raw,
      facility_name_raw AS facility_name,
      provider_address_raw,
      provider_address_raw AS provider_address,
      city_town_raw,
      city_town_raw AS city_town,
      state_raw,
      state_raw AS state,
      zip_code_raw,
      zip_code_raw AS zip_code,
      telephone_number_raw,
      telephone_number_raw AS telephone_number,
      provider_ssa_county_code_raw,
      provider_ssa_county_code_raw AS provider_ssa_county_code,
      county_parish_raw,
      county_parish_raw AS county_parish,
      urban_raw,
      CASE TRANSLATE(urban_raw, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS urban,
      ownership_type_raw,
      ownership_type_raw AS ownership_type,
      certified_beds_raw,
      CASE
        WHEN REGEXP_LIKE(certified_beds_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(certified_beds_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS certified_beds,
      average_number_of_residents_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(average_number_of_residents_per_day_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(average_number_of_residents_per_day_raw AS DECIMAL(9, 1))
      END AS average_number_of_residents_per_day,
      average_number_of_residents_per_day_footnote_raw,
      average_number_of_residents_per_day_footnote_raw AS average_number_of_residents_per_day_footnote,
      provider_type_raw,
      provider_type_raw AS provider_type,
      provider_resides_in_hospital_raw,
      CASE TRANSLATE(
          provider_resides_in_hospital_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS provider_resides_in_hospital,
      legal_business_name_raw,
      legal_business_name_raw AS legal_business_name,
      date_first_approved_to_provide_medicare_and_medicaid_services_raw,
      CASE
        WHEN REGEXP_LIKE(
          date_first_approved_to_provide_medicare_and_medicaid_services_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          date_first_approved_to_provide_medicare_and_medicaid_services_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 7, 4) || '-' || SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 1, 2) || '-' || SUBSTR(date_first_approved_to_provide_medicare_and_medicaid_services_raw, 4, 2) AS DATE)
      END AS date_first_approved_to_provide_medicare_and_medicaid_services,
      affiliated_entity_name_raw,
      affiliated_entity_name_raw AS affiliated_entity_name,
      affiliated_entity_id_raw,
      affiliated_entity_id_raw AS affiliated_entity_id,
      number_of_facilities_in_chain_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_facilities_in_chain_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_facilities_in_chain_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_facilities_in_chain,
      chain_average_overall_5_star_rating_raw,
      CASE
        WHEN REGEXP_LIKE(chain_average_overall_5_star_rating_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(chain_average_overall_5_star_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_overall_5_star_rating,
      chain_average_health_inspection_rating_raw,
      CASE
        WHEN REGEXP_LIKE(
          chain_average_health_inspection_rating_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(chain_average_health_inspection_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_health_inspection_rating,
      chain_average_staffing_rating_raw,
      CASE
        WHEN REGEXP_LIKE(chain_average_staffing_rating_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(chain_average_staffing_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_staffing_rating,
      chain_average_qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(chain_average_qm_rating_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(chain_average_qm_rating_raw AS DECIMAL(9, 2))
      END AS chain_average_qm_rating,
      continuing_care_retirement_community_raw,
      CASE TRANSLATE(
          continuing_care_retirement_community_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS continuing_care_retirement_community,
      special_focus_status_raw,
      special_focus_status_raw AS special_focus_status,
      special_focus_facility_raw,
      CASE TRANSLATE(
          special_focus_facility_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS special_focus_facility,
      abuse_icon_raw,
      CASE TRANSLATE(abuse_icon_raw, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS abuse_icon,
      most_recent_health_inspection_more_than_2_years_ago_raw,
      CASE TRANSLATE(
          most_recent_health_inspection_more_than_2_years_ago_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS most_recent_health_inspection_more_than_2_years_ago,
      provider_changed_ownership_in_last_12_months_raw,
      CASE TRANSLATE(
          provider_changed_ownership_in_last_12_months_raw,
          'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        )
        WHEN 'Y'
        THEN TRUE
        WHEN 'YES'
        THEN TRUE
        WHEN 'TRUE'
        THEN TRUE
        WHEN 'N'
        THEN FALSE
        WHEN 'NO'
        THEN FALSE
        WHEN 'FALSE'
        THEN FALSE
      END AS provider_changed_ownership_in_last_12_months,
      with_a_resident_and_family_council_raw,
      with_a_resident_and_family_council_raw AS with_a_resident_and_family_council,
      automatic_sprinkler_systems_in_all_required_areas_raw,
      automatic_sprinkler_systems_in_all_required_areas_raw AS automatic_sprinkler_systems_in_all_required_areas,
      overall_rating_raw,
      CASE
        WHEN REGEXP_LIKE(overall_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(overall_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS overall_rating,
      overall_rating_footnote_raw,
      overall_rating_footnote_raw AS overall_rating_footnote,
      health_inspection_rating_raw,
      CASE
        WHEN REGEXP_LIKE(health_inspection_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(health_inspection_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS health_inspection_rating,
      health_inspection_rating_footnote_raw,
      health_inspection_rating_footnote_raw AS health_inspection_rating_footnote,
      qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(qm_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(qm_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS qm_rating,
      qm_rating_footnote_raw,
      qm_rating_footnote_raw AS qm_rating_footnote,
      long_stay_qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(long_stay_qm_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(long_stay_qm_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS long_stay_qm_rating,
      long_stay_qm_rating_footnote_raw,
      long_stay_qm_rating_footnote_raw AS long_stay_qm_rating_footnote,
      short_stay_qm_rating_raw,
      CASE
        WHEN REGEXP_LIKE(short_stay_qm_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(short_stay_qm_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS short_stay_qm_rating,
      short_stay_qm_rating_footnote_raw,
      short_stay_qm_rating_footnote_raw AS short_stay_qm_rating_footnote,
      staffing_rating_raw,
      CASE
        WHEN REGEXP_LIKE(staffing_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(staffing_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS staffing_rating,
      staffing_rating_footnote_raw,
      staffing_rating_footnote_raw AS staffing_rating_footnote,
      rn_staffing_rating_raw,
      CASE
        WHEN REGEXP_LIKE(rn_staffing_rating_raw, '^[1-5]([.]0*)?\z')
        THEN CAST(TRY_CAST(rn_staffing_rating_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rn_staffing_rating,
      rn_staffing_rating_footnote_raw,
      rn_staffing_rating_footnote_raw AS rn_staffing_rating_footnote,
      reported_staffing_footnote_raw,
      reported_staffing_footnote_raw AS reported_staffing_footnote,
      physical_therapist_staffing_footnote_raw,
      physical_therapist_staffing_footnote_raw AS physical_therapist_staffing_footnote,
      reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_nurse_aide_staffing_hours_per_resident_per_day,
      reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_lpn_staffing_hours_per_resident_per_day,
      reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_rn_staffing_hours_per_resident_per_day,
      reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_licensed_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_licensed_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_licensed_staffing_hours_per_resident_per_day,
      reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_total_nurse_staffing_hours_per_resident_per_day,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw,
      CASE
        WHEN REGEXP_LIKE(
          total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw AS DECIMAL(12, 5))
      END AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
      registered_nurse_hours_per_resident_per_day_on_the_weekend_raw,
      CASE
        WHEN REGEXP_LIKE(
          registered_nurse_hours_per_resident_per_day_on_the_weekend_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(registered_nurse_hours_per_resident_per_day_on_the_weekend_raw AS DECIMAL(12, 5))
      END AS registered_nurse_hours_per_resident_per_day_on_the_weekend,
      reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(reported_physical_therapist_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS reported_physical_therapist_staffing_hours_per_resident_per_day,
      total_nursing_staff_turnover_raw,
      CASE
        WHEN REGEXP_LIKE(total_nursing_staff_turnover_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(total_nursing_staff_turnover_raw AS DECIMAL(9, 1))
      END AS total_nursing_staff_turnover,
      total_nursing_staff_turnover_footnote_raw,
      total_nursing_staff_turnover_footnote_raw AS total_nursing_staff_turnover_footnote,
      registered_nurse_turnover_raw,
      CASE
        WHEN REGEXP_LIKE(registered_nurse_turnover_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(registered_nurse_turnover_raw AS DECIMAL(9, 1))
      END AS registered_nurse_turnover,
      registered_nurse_turnover_footnote_raw,
      registered_nurse_turnover_footnote_raw AS registered_nurse_turnover_footnote,
      number_of_administrators_who_have_left_the_nursing_home_raw,
      CASE
        WHEN REGEXP_LIKE(
          number_of_administrators_who_have_left_the_nursing_home_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(number_of_administrators_who_have_left_the_nursing_home_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_administrators_who_have_left_the_nursing_home,
      administrator_turnover_footnote_raw,
      administrator_turnover_footnote_raw AS administrator_turnover_footnote,
      nursing_case_mix_index_raw,
      CASE
        WHEN REGEXP_LIKE(nursing_case_mix_index_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(nursing_case_mix_index_raw AS DECIMAL(12, 5))
      END AS nursing_case_mix_index,
      nursing_case_mix_index_ratio_raw,
      CASE
        WHEN REGEXP_LIKE(nursing_case_mix_index_ratio_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(nursing_case_mix_index_ratio_raw AS DECIMAL(12, 5))
      END AS nursing_case_mix_index_ratio,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_nurse_aide_staffing_hours_per_resident_per_day,
      case_mix_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_lpn_staffing_hours_per_resident_per_day,
      case_mix_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_rn_staffing_hours_per_resident_per_day,
      case_mix_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_total_nurse_staffing_hours_per_resident_per_day,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_lpn_staffing_hours_per_resident_per_day,
      adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_rn_staffing_hours_per_resident_per_day,
      adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
      expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_nurse_aide_staffing_hours_per_resident_per_day,
      expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_lpn_staffing_hours_per_resident_per_day,
      expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_rn_staffing_hours_per_resident_per_day,
      expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          expected_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(expected_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS expected_total_nurse_staffing_hours_per_resident_per_day,
      number_of_residents_in_certified_beds_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_residents_in_certified_beds_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_residents_in_certified_beds_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_residents_in_certified_beds,
      casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
      casper_reported_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_lpn_staffing_hours_per_resident_per_day,
      casper_reported_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_rn_staffing_hours_per_resident_per_day,
      casper_reported_licensed_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_licensed_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_licensed_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_licensed_staffing_hours_per_resident_per_day,
      casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_total_nurse_staffing_hours_per_resident_per_day,
      casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
      casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
      casper_expected_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_lpn_staffing_hours_per_resident_per_day,
      casper_expected_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_rn_staffing_hours_per_resident_per_day,
      casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_expected_total_nurse_staffing_hours_per_resident_per_day,
      casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_lpn_staffing_hours_per_resident_per_day,
      casper_adjusted_rn_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_rn_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_rn_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_rn_staffing_hours_per_resident_per_day,
      casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
      CASE
        WHEN REGEXP_LIKE(
          casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw AS DECIMAL(12, 5))
      END AS casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
      rating_cycle_1_standard_survey_health_date_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_1_standard_survey_health_date_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          rating_cycle_1_standard_survey_health_date_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 7, 4) || '-' || SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 1, 2) || '-' || SUBSTR(rating_cycle_1_standard_survey_health_date_raw, 4, 2) AS DATE)
      END AS rating_cycle_1_standard_survey_health_date,
      rating_cycle_1_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_1_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_total_number_of_health_deficiencies,
      rating_cycle_1_number_of_standard_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_number_of_standard_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_1_number_of_standard_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_number_of_standard_health_deficiencies,
      rating_cycle_1_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_1_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_1_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_number_of_complaint_health_deficiencies,
      rating_cycle_1_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_1_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_1_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_1_health_deficiency_score,
      rating_cycle_1_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_1_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_1_number_of_health_revisits,
      rating_cycle_1_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_1_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_1_health_revisit_score,
      rating_cycle_1_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_1_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_1_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_1_total_health_score,
      rating_cycle_2_standard_health_survey_date_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_standard_health_survey_date_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          rating_cycle_2_standard_health_survey_date_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 7, 4) || '-' || SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 1, 2) || '-' || SUBSTR(rating_cycle_2_standard_health_survey_date_raw, 4, 2) AS DATE)
      END AS rating_cycle_2_standard_health_survey_date,
      rating_cycle_2_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_total_number_of_health_deficiencies,
      rating_cycle_2_number_of_standard_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_number_of_standard_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_number_of_standard_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_number_of_standard_health_deficiencies,
      rating_cycle_2_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_2_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_number_of_complaint_health_deficiencies,
      rating_cycle_2_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_2_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_health_deficiency_score,
      rating_cycle_2_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_number_of_health_revisits,
      rating_cycle_2_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_health_revisit_score,
      rating_cycle_2_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_total_health_score,
      rating_cycle_2_3_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_3_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_3_total_number_of_health_deficiencies,
      rating_cycle_2_3_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_3_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_2_3_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_3_number_of_complaint_health_deficiencies,
      rating_cycle_2_3_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_2_3_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_2_3_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_3_health_deficiency_score,
      rating_cycle_2_3_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_2_3_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_2_3_number_of_health_revisits,
      rating_cycle_2_3_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_3_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_3_health_revisit_score,
      rating_cycle_2_3_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_2_3_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_2_3_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_2_3_total_health_score,
      rating_cycle_3_standard_health_survey_date_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_3_standard_health_survey_date_raw,
          '^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}([ T]00:00:00([.]0+)?)?\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 1, 10) AS DATE)
        WHEN REGEXP_LIKE(
          rating_cycle_3_standard_health_survey_date_raw,
          '^[0-9]{2}/[0-9]{2}/(19|20)[0-9]{2}\z'
        )
        THEN TRY_CAST(SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 7, 4) || '-' || SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 1, 2) || '-' || SUBSTR(rating_cycle_3_standard_health_survey_date_raw, 4, 2) AS DATE)
      END AS rating_cycle_3_standard_health_survey_date,
      rating_cycle_3_total_number_of_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_total_number_of_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_3_total_number_of_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_total_number_of_health_deficiencies,
      rating_cycle_3_number_of_standard_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_number_of_standard_health_deficiencies_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_3_number_of_standard_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_number_of_standard_health_deficiencies,
      rating_cycle_3_number_of_complaint_health_deficiencies_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_3_number_of_complaint_health_deficiencies_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(rating_cycle_3_number_of_complaint_health_deficiencies_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_number_of_complaint_health_deficiencies,
      rating_cycle_3_health_deficiency_score_raw,
      CASE
        WHEN REGEXP_LIKE(
          rating_cycle_3_health_deficiency_score_raw,
          '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z'
        )
        THEN TRY_CAST(rating_cycle_3_health_deficiency_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_3_health_deficiency_score,
      rating_cycle_3_number_of_health_revisits_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_number_of_health_revisits_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(rating_cycle_3_number_of_health_revisits_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS rating_cycle_3_number_of_health_revisits,
      rating_cycle_3_health_revisit_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_health_revisit_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_3_health_revisit_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_3_health_revisit_score,
      rating_cycle_3_total_health_score_raw,
      CASE
        WHEN REGEXP_LIKE(rating_cycle_3_total_health_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(rating_cycle_3_total_health_score_raw AS DECIMAL(12, 3))
      END AS rating_cycle_3_total_health_score,
      total_weighted_health_survey_score_raw,
      CASE
        WHEN REGEXP_LIKE(total_weighted_health_survey_score_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(total_weighted_health_survey_score_raw AS DECIMAL(12, 3))
      END AS total_weighted_health_survey_score,
      number_of_facility_reported_incidents_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_facility_reported_incidents_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_facility_reported_incidents_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_facility_reported_incidents,
      number_of_substantiated_complaints_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_substantiated_complaints_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_substantiated_complaints_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_substantiated_complaints,
      number_of_citations_from_infection_control_inspections_raw,
      CASE
        WHEN REGEXP_LIKE(
          number_of_citations_from_infection_control_inspections_raw,
          '^[0-9]{1,9}([.]0*)?\z'
        )
        THEN CAST(TRY_CAST(number_of_citations_from_infection_control_inspections_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_citations_from_infection_control_inspections,
      number_of_fines_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_fines_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_fines_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_fines,
      total_amount_of_fines_in_dollars_raw,
      CASE
        WHEN REGEXP_LIKE(total_amount_of_fines_in_dollars_raw, '^([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(total_amount_of_fines_in_dollars_raw AS DECIMAL(18, 2))
      END AS total_amount_of_fines_in_dollars,
      number_of_payment_denials_raw,
      CASE
        WHEN REGEXP_LIKE(number_of_payment_denials_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(number_of_payment_denials_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS number_of_payment_denials,
      total_number_of_penalties_raw,
      CASE
        WHEN REGEXP_LIKE(total_number_of_penalties_raw, '^[0-9]{1,9}([.]0*)?\z')
        THEN CAST(TRY_CAST(total_number_of_penalties_raw AS DECIMAL(12, 2)) AS INTEGER)
      END AS total_number_of_penalties,
      location_raw,
      location_raw AS location,
      latitude_raw,
      CASE
        WHEN REGEXP_LIKE(latitude_raw, '^-?([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(latitude_raw AS DECIMAL(9, 5))
      END AS latitude,
      longitude_raw,
      CASE
        WHEN REGEXP_LIKE(longitude_raw, '^-?([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z')
        THEN TRY_CAST(longitude_raw AS DECIMAL(9, 5))
      END AS longitude,
      geocoding_footnote_raw,
      geocoding_footnote_raw AS geocoding_footnote
    FROM typed
  )
  SELECT
    file_sha256,
    row_number,
    raw,
    ccn,
    processing_date,
    facility_name,
    provider_address,
    city_town,
    state,
    zip_code,
    telephone_number,
    provider_ssa_county_code,
    county_parish,
    urban,
    ownership_type,
    certified_beds,
    average_number_of_residents_per_day,
    average_number_of_residents_per_day_footnote,
    provider_type,
    provider_resides_in_hospital,
    legal_business_name,
    date_first_approved_to_provide_medicare_and_medicaid_services,
    affiliated_entity_name,
    affiliated_entity_id,
    number_of_facilities_in_chain,
    chain_average_overall_5_star_rating,
    chain_average_health_inspection_rating,
    chain_average_staffing_rating,
    chain_average_qm_rating,
    continuing_care_retirement_community,
    special_focus_status,
    special_focus_facility,
    abuse_icon,
    most_recent_health_inspection_more_than_2_years_ago,
    provider_changed_ownership_in_last_12_months,
    with_a_resident_and_family_council,
    automatic_sprinkler_systems_in_all_required_areas,
    overall_rating,
    overall_rating_footnote,
    health_inspection_rating,
    health_inspection_rating_footnote,
    qm_rating,
    qm_rating_footnote,
    long_stay_qm_rating,
    long_stay_qm_rating_footnote,
    short_stay_qm_rating,
    short_stay_qm_rating_footnote,
    staffing_rating,
    staffing_rating_footnote,
    rn_staffing_rating,
    rn_staffing_rating_footnote,
    reported_staffing_footnote,
    physical_therapist_staffing_footnote,
    reported_nurse_aide_staffing_hours_per_resident_per_day,
    reported_lpn_staffing_hours_per_resident_per_day,
    reported_rn_staffing_hours_per_resident_per_day,
    reported_licensed_staffing_hours_per_resident_per_day,
    reported_total_nurse_staffing_hours_per_resident_per_day,
    total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
    registered_nurse_hours_per_resident_per_day_on_the_weekend,
    reported_physical_therapist_staffing_hours_per_resident_per_day,
    total_nursing_staff_turnover,
    total_nursing_staff_turnover_footnote,
    registered_nurse_turnover,
    registered_nurse_turnover_footnote,
    number_of_administrators_who_have_left_the_nursing_home,
    administrator_turnover_footnote,
    nursing_case_mix_index,
    nursing_case_mix_index_ratio,
    case_mix_nurse_aide_staffing_hours_per_resident_per_day,
    case_mix_lpn_staffing_hours_per_resident_per_day,
    case_mix_rn_staffing_hours_per_resident_per_day,
    case_mix_total_nurse_staffing_hours_per_resident_per_day,
    case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
    adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    adjusted_lpn_staffing_hours_per_resident_per_day,
    adjusted_rn_staffing_hours_per_resident_per_day,
    adjusted_total_nurse_staffing_hours_per_resident_per_day,
    adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
    expected_nurse_aide_staffing_hours_per_resident_per_day,
    expected_lpn_staffing_hours_per_resident_per_day,
    expected_rn_staffing_hours_per_resident_per_day,
    expected_total_nurse_staffing_hours_per_resident_per_day,
    number_of_residents_in_certified_beds,
    casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
    casper_reported_lpn_staffing_hours_per_resident_per_day,
    casper_reported_rn_staffing_hours_per_resident_per_day,
    casper_reported_licensed_staffing_hours_per_resident_per_day,
    casper_reported_total_nurse_staffing_hours_per_resident_per_day,
    casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
    casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
    casper_expected_lpn_staffing_hours_per_resident_per_day,
    casper_expected_rn_staffing_hours_per_resident_per_day,
    casper_expected_total_nurse_staffing_hours_per_resident_per_day,
    casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    casper_adjusted_lpn_staffing_hours_per_resident_per_day,
    casper_adjusted_rn_staffing_hours_per_resident_per_day,
    casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
    rating_cycle_1_standard_survey_health_date,
    rating_cycle_1_total_number_of_health_deficiencies,
    rating_cycle_1_number_of_standard_health_deficiencies,
    rating_cycle_1_number_of_complaint_health_deficiencies,
    rating_cycle_1_health_deficiency_score,
    rating_cycle_1_number_of_health_revisits,
    rating_cycle_1_health_revisit_score,
    rating_cycle_1_total_health_score,
    rating_cycle_2_standard_health_survey_date,
    rating_cycle_2_total_number_of_health_deficiencies,
    rating_cycle_2_number_of_standard_health_deficiencies,
    rating_cycle_2_number_of_complaint_health_deficiencies,
    rating_cycle_2_health_deficiency_score,
    rating_cycle_2_number_of_health_revisits,
    rating_cycle_2_health_revisit_score,
    rating_cycle_2_total_health_score,
    rating_cycle_2_3_total_number_of_health_deficiencies,
    rating_cycle_2_3_number_of_complaint_health_deficiencies,
    rating_cycle_2_3_health_deficiency_score,
    rating_cycle_2_3_number_of_health_revisits,
    rating_cycle_2_3_health_revisit_score,
    rating_cycle_2_3_total_health_score,
    rating_cycle_3_standard_health_survey_date,
    rating_cycle_3_total_number_of_health_deficiencies,
    rating_cycle_3_number_of_standard_health_deficiencies,
    rating_cycle_3_number_of_complaint_health_deficiencies,
    rating_cycle_3_health_deficiency_score,
    rating_cycle_3_number_of_health_revisits,
    rating_cycle_3_health_revisit_score,
    rating_cycle_3_total_health_score,
    total_weighted_health_survey_score,
    number_of_facility_reported_incidents,
    number_of_substantiated_complaints,
    number_of_citations_from_infection_control_inspections,
    number_of_fines,
    total_amount_of_fines_in_dollars,
    number_of_payment_denials,
    total_number_of_penalties,
    location,
    latitude,
    longitude,
    geocoding_footnote,
    is_synthetic,
    CASE
      WHEN NOT structure_error IS NULL
      THEN structure_error
      ELSE NULLIF(
        CONCAT_WS(
          ',',
          CASE WHEN ccn_raw IS NULL THEN 'ccn_missing' END,
          CASE WHEN NOT ccn_raw IS NULL AND ccn IS NULL THEN 'ccn_unreadable' END,
          CASE WHEN day_text IS NULL THEN 'processing_date_missing' END,
          CASE
            WHEN NOT day_text IS NULL AND processing_date IS NULL
            THEN 'processing_date_unreadable'
          END
        ),
        ''
      )
    END AS reasons,
    NULLIF(
      CONCAT_WS(
        ',',
        CASE
          WHEN NOT ccn IS NULL AND ccn_raw <> ccn AND REGEXP_LIKE(ccn_raw, '[a-z]')
          THEN 'ccn_upper_cased'
        END,
        CASE
          WHEN NOT ccn IS NULL AND REGEXP_LIKE(ccn_raw, '^[0-9]{5}\z')
          THEN 'ccn_zero_restored'
        END
      ),
      ''
    ) AS read_flags,
    NULLIF(
      CONCAT_WS(
        '; ',
        CASE WHEN urban IS NULL AND NOT urban_raw IS NULL THEN 'urban=' || urban_raw END,
        CASE
          WHEN certified_beds IS NULL AND NOT certified_beds_raw IS NULL
          THEN 'certified_beds=' || certified_beds_raw
        END,
        CASE
          WHEN average_number_of_residents_per_day IS NULL
          AND NOT average_number_of_residents_per_day_raw IS NULL
          THEN 'average_number_of_residents_per_day=' || average_number_of_residents_per_day_raw
        END,
        CASE
          WHEN provider_resides_in_hospital IS NULL
          AND NOT provider_resides_in_hospital_raw IS NULL
          THEN 'provider_resides_in_hospital=' || provider_resides_in_hospital_raw
        END,
        CASE
          WHEN date_first_approved_to_provide_medicare_and_medicaid_services IS NULL
          AND NOT date_first_approved_to_provide_medicare_and_medicaid_services_raw IS NULL
          THEN 'date_first_approved_to_provide_medicare_and_medicaid_services=' || date_first_approved_to_provide_medicare_and_medicaid_services_raw
        END,
        CASE
          WHEN number_of_facilities_in_chain IS NULL
          AND NOT number_of_facilities_in_chain_raw IS NULL
          THEN 'number_of_facilities_in_chain=' || number_of_facilities_in_chain_raw
        END,
        CASE
          WHEN chain_average_overall_5_star_rating IS NULL
          AND NOT chain_average_overall_5_star_rating_raw IS NULL
          THEN 'chain_average_overall_5_star_rating=' || chain_average_overall_5_star_rating_raw
        END,
        CASE
          WHEN chain_average_health_inspection_rating IS NULL
          AND NOT chain_average_health_inspection_rating_raw IS NULL
          THEN 'chain_average_health_inspection_rating=' || chain_average_health_inspection_rating_raw
        END,
        CASE
          WHEN chain_average_staffing_rating IS NULL
          AND NOT chain_average_staffing_rating_raw IS NULL
          THEN 'chain_average_staffing_rating=' || chain_average_staffing_rating_raw
        END,
        CASE
          WHEN chain_average_qm_rating IS NULL AND NOT chain_average_qm_rating_raw IS NULL
          THEN 'chain_average_qm_rating=' || chain_average_qm_rating_raw
        END,
        CASE
          WHEN continuing_care_retirement_community IS NULL
          AND NOT continuing_care_retirement_community_raw IS NULL
          THEN 'continuing_care_retirement_community=' || continuing_care_retirement_community_raw
        END,
        CASE
          WHEN special_focus_facility IS NULL AND NOT special_focus_facility_raw IS NULL
          THEN 'special_focus_facility=' || special_focus_facility_raw
        END,
        CASE
          WHEN abuse_icon IS NULL AND NOT abuse_icon_raw IS NULL
          THEN 'abuse_icon=' || abuse_icon_raw
        END,
        CASE
          WHEN most_recent_health_inspection_more_than_2_years_ago IS NULL
          AND NOT most_recent_health_inspection_more_than_2_years_ago_raw IS NULL
          THEN 'most_recent_health_inspection_more_than_2_years_ago=' || most_recent_health_inspection_more_than_2_years_ago_raw
        END,
        CASE
          WHEN provider_changed_ownership_in_last_12_months IS NULL
          AND NOT provider_changed_ownership_in_last_12_months_raw IS NULL
          THEN 'provider_changed_ownership_in_last_12_months=' || provider_changed_ownership_in_last_12_months_raw
        END,
        CASE
          WHEN overall_rating IS NULL AND NOT overall_rating_raw IS NULL
          THEN 'overall_rating=' || overall_rating_raw
        END,
        CASE
          WHEN health_inspection_rating IS NULL AND NOT health_inspection_rating_raw IS NULL
          THEN 'health_inspection_rating=' || health_inspection_rating_raw
        END,
        CASE
          WHEN qm_rating IS NULL AND NOT qm_rating_raw IS NULL
          THEN 'qm_rating=' || qm_rating_raw
        END,
        CASE
          WHEN long_stay_qm_rating IS NULL AND NOT long_stay_qm_rating_raw IS NULL
          THEN 'long_stay_qm_rating=' || long_stay_qm_rating_raw
        END,
        CASE
          WHEN short_stay_qm_rating IS NULL AND NOT short_stay_qm_rating_raw IS NULL
          THEN 'short_stay_qm_rating=' || short_stay_qm_rating_raw
        END,
        CASE
          WHEN staffing_rating IS NULL AND NOT staffing_rating_raw IS NULL
          THEN 'staffing_rating=' || staffing_rating_raw
        END,
        CASE
          WHEN rn_staffing_rating IS NULL AND NOT rn_staffing_rating_raw IS NULL
          THEN 'rn_staffing_rating=' || rn_staffing_rating_raw
        END,
        CASE
          WHEN reported_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_nurse_aide_staffing_hours_per_resident_per_day=' || reported_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_lpn_staffing_hours_per_resident_per_day=' || reported_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_rn_staffing_hours_per_resident_per_day=' || reported_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_licensed_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_licensed_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_licensed_staffing_hours_per_resident_per_day=' || reported_licensed_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN reported_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_total_nurse_staffing_hours_per_resident_per_day=' || reported_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend IS NULL
          AND NOT total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw IS NULL
          THEN 'total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend=' || total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend_raw
        END,
        CASE
          WHEN registered_nurse_hours_per_resident_per_day_on_the_weekend IS NULL
          AND NOT registered_nurse_hours_per_resident_per_day_on_the_weekend_raw IS NULL
          THEN 'registered_nurse_hours_per_resident_per_day_on_the_weekend=' || registered_nurse_hours_per_resident_per_day_on_the_weekend_raw
        END,
        CASE
          WHEN reported_physical_therapist_staffing_hours_per_resident_per_day IS NULL
          AND NOT reported_physical_therapist_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'reported_physical_therapist_staffing_hours_per_resident_per_day=' || reported_physical_therapist_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN total_nursing_staff_turnover IS NULL
          AND NOT total_nursing_staff_turnover_raw IS NULL
          THEN 'total_nursing_staff_turnover=' || total_nursing_staff_turnover_raw
        END,
        CASE
          WHEN registered_nurse_turnover IS NULL AND NOT registered_nurse_turnover_raw IS NULL
          THEN 'registered_nurse_turnover=' || registered_nurse_turnover_raw
        END,
        CASE
          WHEN number_of_administrators_who_have_left_the_nursing_home IS NULL
          AND NOT number_of_administrators_who_have_left_the_nursing_home_raw IS NULL
          THEN 'number_of_administrators_who_have_left_the_nursing_home=' || number_of_administrators_who_have_left_the_nursing_home_raw
        END,
        CASE
          WHEN nursing_case_mix_index IS NULL AND NOT nursing_case_mix_index_raw IS NULL
          THEN 'nursing_case_mix_index=' || nursing_case_mix_index_raw
        END,
        CASE
          WHEN nursing_case_mix_index_ratio IS NULL
          AND NOT nursing_case_mix_index_ratio_raw IS NULL
          THEN 'nursing_case_mix_index_ratio=' || nursing_case_mix_index_ratio_raw
        END,
        CASE
          WHEN case_mix_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_nurse_aide_staffing_hours_per_resident_per_day=' || case_mix_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_lpn_staffing_hours_per_resident_per_day=' || case_mix_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_rn_staffing_hours_per_resident_per_day=' || case_mix_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_total_nurse_staffing_hours_per_resident_per_day=' || case_mix_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day=' || case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_nurse_aide_staffing_hours_per_resident_per_day=' || adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_lpn_staffing_hours_per_resident_per_day=' || adjusted_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_rn_staffing_hours_per_resident_per_day=' || adjusted_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_total_nurse_staffing_hours_per_resident_per_day=' || adjusted_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day=' || adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_nurse_aide_staffing_hours_per_resident_per_day=' || expected_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_lpn_staffing_hours_per_resident_per_day=' || expected_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_rn_staffing_hours_per_resident_per_day=' || expected_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN expected_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT expected_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'expected_total_nurse_staffing_hours_per_resident_per_day=' || expected_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN number_of_residents_in_certified_beds IS NULL
          AND NOT number_of_residents_in_certified_beds_raw IS NULL
          THEN 'number_of_residents_in_certified_beds=' || number_of_residents_in_certified_beds_raw
        END,
        CASE
          WHEN casper_reported_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_nurse_aide_staffing_hours_per_resident_per_day=' || casper_reported_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_lpn_staffing_hours_per_resident_per_day=' || casper_reported_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_rn_staffing_hours_per_resident_per_day=' || casper_reported_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_licensed_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_licensed_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_licensed_staffing_hours_per_resident_per_day=' || casper_reported_licensed_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_total_nurse_staffing_hours_per_resident_per_day=' || casper_reported_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_reported_physical_therapist_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_reported_physical_therapist_staffing_hours_per_resident_per_day=' || casper_reported_physical_therapist_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_nurse_aide_staffing_hours_per_resident_per_day=' || casper_expected_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_lpn_staffing_hours_per_resident_per_day=' || casper_expected_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_rn_staffing_hours_per_resident_per_day=' || casper_expected_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_expected_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_expected_total_nurse_staffing_hours_per_resident_per_day=' || casper_expected_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day=' || casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_lpn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_lpn_staffing_hours_per_resident_per_day=' || casper_adjusted_lpn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_rn_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_rn_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_rn_staffing_hours_per_resident_per_day=' || casper_adjusted_rn_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN casper_adjusted_total_nurse_staffing_hours_per_resident_per_day IS NULL
          AND NOT casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw IS NULL
          THEN 'casper_adjusted_total_nurse_staffing_hours_per_resident_per_day=' || casper_adjusted_total_nurse_staffing_hours_per_resident_per_day_raw
        END,
        CASE
          WHEN rating_cycle_1_standard_survey_health_date IS NULL
          AND NOT rating_cycle_1_standard_survey_health_date_raw IS NULL
          THEN 'rating_cycle_1_standard_survey_health_date=' || rating_cycle_1_standard_survey_health_date_raw
        END,
        CASE
          WHEN rating_cycle_1_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_1_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_1_total_number_of_health_deficiencies=' || rating_cycle_1_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_1_number_of_standard_health_deficiencies IS NULL
          AND NOT rating_cycle_1_number_of_standard_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_1_number_of_standard_health_deficiencies=' || rating_cycle_1_number_of_standard_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_1_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_1_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_1_number_of_complaint_health_deficiencies=' || rating_cycle_1_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_1_health_deficiency_score IS NULL
          AND NOT rating_cycle_1_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_1_health_deficiency_score=' || rating_cycle_1_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_1_number_of_health_revisits IS NULL
          AND NOT rating_cycle_1_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_1_number_of_health_revisits=' || rating_cycle_1_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_1_health_revisit_score IS NULL
          AND NOT rating_cycle_1_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_1_health_revisit_score=' || rating_cycle_1_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_1_total_health_score IS NULL
          AND NOT rating_cycle_1_total_health_score_raw IS NULL
          THEN 'rating_cycle_1_total_health_score=' || rating_cycle_1_total_health_score_raw
        END,
        CASE
          WHEN rating_cycle_2_standard_health_survey_date IS NULL
          AND NOT rating_cycle_2_standard_health_survey_date_raw IS NULL
          THEN 'rating_cycle_2_standard_health_survey_date=' || rating_cycle_2_standard_health_survey_date_raw
        END,
        CASE
          WHEN rating_cycle_2_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_2_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_total_number_of_health_deficiencies=' || rating_cycle_2_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_number_of_standard_health_deficiencies IS NULL
          AND NOT rating_cycle_2_number_of_standard_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_number_of_standard_health_deficiencies=' || rating_cycle_2_number_of_standard_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_2_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_number_of_complaint_health_deficiencies=' || rating_cycle_2_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_health_deficiency_score IS NULL
          AND NOT rating_cycle_2_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_2_health_deficiency_score=' || rating_cycle_2_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_2_number_of_health_revisits IS NULL
          AND NOT rating_cycle_2_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_2_number_of_health_revisits=' || rating_cycle_2_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_2_health_revisit_score IS NULL
          AND NOT rating_cycle_2_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_2_health_revisit_score=' || rating_cycle_2_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_2_total_health_score IS NULL
          AND NOT rating_cycle_2_total_health_score_raw IS NULL
          THEN 'rating_cycle_2_total_health_score=' || rating_cycle_2_total_health_score_raw
        END,
        CASE
          WHEN rating_cycle_2_3_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_2_3_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_3_total_number_of_health_deficiencies=' || rating_cycle_2_3_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_3_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_2_3_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_2_3_number_of_complaint_health_deficiencies=' || rating_cycle_2_3_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_2_3_health_deficiency_score IS NULL
          AND NOT rating_cycle_2_3_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_2_3_health_deficiency_score=' || rating_cycle_2_3_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_2_3_number_of_health_revisits IS NULL
          AND NOT rating_cycle_2_3_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_2_3_number_of_health_revisits=' || rating_cycle_2_3_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_2_3_health_revisit_score IS NULL
          AND NOT rating_cycle_2_3_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_2_3_health_revisit_score=' || rating_cycle_2_3_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_2_3_total_health_score IS NULL
          AND NOT rating_cycle_2_3_total_health_score_raw IS NULL
          THEN 'rating_cycle_2_3_total_health_score=' || rating_cycle_2_3_total_health_score_raw
        END,
        CASE
          WHEN rating_cycle_3_standard_health_survey_date IS NULL
          AND NOT rating_cycle_3_standard_health_survey_date_raw IS NULL
          THEN 'rating_cycle_3_standard_health_survey_date=' || rating_cycle_3_standard_health_survey_date_raw
        END,
        CASE
          WHEN rating_cycle_3_total_number_of_health_deficiencies IS NULL
          AND NOT rating_cycle_3_total_number_of_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_3_total_number_of_health_deficiencies=' || rating_cycle_3_total_number_of_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_3_number_of_standard_health_deficiencies IS NULL
          AND NOT rating_cycle_3_number_of_standard_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_3_number_of_standard_health_deficiencies=' || rating_cycle_3_number_of_standard_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_3_number_of_complaint_health_deficiencies IS NULL
          AND NOT rating_cycle_3_number_of_complaint_health_deficiencies_raw IS NULL
          THEN 'rating_cycle_3_number_of_complaint_health_deficiencies=' || rating_cycle_3_number_of_complaint_health_deficiencies_raw
        END,
        CASE
          WHEN rating_cycle_3_health_deficiency_score IS NULL
          AND NOT rating_cycle_3_health_deficiency_score_raw IS NULL
          THEN 'rating_cycle_3_health_deficiency_score=' || rating_cycle_3_health_deficiency_score_raw
        END,
        CASE
          WHEN rating_cycle_3_number_of_health_revisits IS NULL
          AND NOT rating_cycle_3_number_of_health_revisits_raw IS NULL
          THEN 'rating_cycle_3_number_of_health_revisits=' || rating_cycle_3_number_of_health_revisits_raw
        END,
        CASE
          WHEN rating_cycle_3_health_revisit_score IS NULL
          AND NOT rating_cycle_3_health_revisit_score_raw IS NULL
          THEN 'rating_cycle_3_health_revisit_score=' || rating_cycle_3_health_revisit_score_raw
        END,
        CASE
          WHEN rating_cycle_3_total_health_score IS NULL
          AND NOT rating_cycle_3_total_health_score_raw IS NULL
          THEN 'rating_cycle_3_total_health_score=' || rating_cycle_3_total_health_score_raw
        END,
        CASE
          WHEN total_weighted_health_survey_score IS NULL
          AND NOT total_weighted_health_survey_score_raw IS NULL
          THEN 'total_weighted_health_survey_score=' || total_weighted_health_survey_score_raw
        END,
        CASE
          WHEN number_of_facility_reported_incidents IS NULL
          AND NOT number_of_facility_reported_incidents_raw IS NULL
          THEN 'number_of_facility_reported_incidents=' || number_of_facility_reported_incidents_raw
        END,
        CASE
          WHEN number_of_substantiated_complaints IS NULL
          AND NOT number_of_substantiated_complaints_raw IS NULL
          THEN 'number_of_substantiated_complaints=' || number_of_substantiated_complaints_raw
        END,
        CASE
          WHEN number_of_citations_from_infection_control_inspections IS NULL
          AND NOT number_of_citations_from_infection_control_inspections_raw IS NULL
          THEN 'number_of_citations_from_infection_control_inspections=' || number_of_citations_from_infection_control_inspections_raw
        END,
        CASE
          WHEN number_of_fines IS NULL AND NOT number_of_fines_raw IS NULL
          THEN 'number_of_fines=' || number_of_fines_raw
        END,
        CASE
          WHEN total_amount_of_fines_in_dollars IS NULL
          AND NOT total_amount_of_fines_in_dollars_raw IS NULL
          THEN 'total_amount_of_fines_in_dollars=' || total_amount_of_fines_in_dollars_raw
        END,
        CASE
          WHEN number_of_payment_denials IS NULL AND NOT number_of_payment_denials_raw IS NULL
          THEN 'number_of_payment_denials=' || number_of_payment_denials_raw
        END,
        CASE
          WHEN total_number_of_penalties IS NULL AND NOT total_number_of_penalties_raw IS NULL
          THEN 'total_number_of_penalties=' || total_number_of_penalties_raw
        END,
        CASE
          WHEN latitude IS NULL AND NOT latitude_raw IS NULL
          THEN 'latitude=' || latitude_raw
        END,
        CASE
          WHEN longitude IS NULL AND NOT longitude_raw IS NULL
          THEN 'longitude=' || longitude_raw
        END
      ),
      ''
    ) AS unreadable_cells
  FROM parsed
), kept_providerinfo AS (
  WITH ranked AS (
    SELECT
      file_sha256,
      ccn,
      processing_date,
      facility_name,
      provider_address,
      city_town,
      state,
      zip_code,
      telephone_number,
      provider_ssa_county_code,
      county_parish,
      urban,
      ownership_type,
      certified_beds,
      average_number_of_residents_per_day,
      average_number_of_residents_per_day_footnote,
      provider_type,
      provider_resides_in_hospital,
      legal_business_name,
      date_first_approved_to_provide_medicare_and_medicaid_services,
      affiliated_entity_name,
      affiliated_entity_id,
      number_of_facilities_in_chain,
      chain_average_overall_5_star_rating,
      chain_average_health_inspection_rating,
      chain_average_staffing_rating,
      chain_average_qm_rating,
      continuing_care_retirement_community,
      special_focus_status,
      special_focus_facility,
      abuse_icon,
      most_recent_health_inspection_more_than_2_years_ago,
      provider_changed_ownership_in_last_12_months,
      with_a_resident_and_family_council,
      automatic_sprinkler_systems_in_all_required_areas,
      overall_rating,
      overall_rating_footnote,
      health_inspection_rating,
      health_inspection_rating_footnote,
      qm_rating,
      qm_rating_footnote,
      long_stay_qm_rating,
      long_stay_qm_rating_footnote,
      short_stay_qm_rating,
      short_stay_qm_rating_footnote,
      staffing_rating,
      staffing_rating_footnote,
      rn_staffing_rating,
      rn_staffing_rating_footnote,
      reported_staffing_footnote,
      physical_therapist_staffing_footnote,
      reported_nurse_aide_staffing_hours_per_resident_per_day,
      reported_lpn_staffing_hours_per_resident_per_day,
      reported_rn_staffing_hours_per_resident_per_day,
      reported_licensed_staffing_hours_per_resident_per_day,
      reported_total_nurse_staffing_hours_per_resident_per_day,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
      registered_nurse_hours_per_resident_per_day_on_the_weekend,
      reported_physical_therapist_staffing_hours_per_resident_per_day,
      total_nursing_staff_turnover,
      total_nursing_staff_turnover_footnote,
      registered_nurse_turnover,
      registered_nurse_turnover_footnote,
      number_of_administrators_who_have_left_the_nursing_home,
      administrator_turnover_footnote,
      nursing_case_mix_index,
      nursing_case_mix_index_ratio,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day,
      case_mix_lpn_staffing_hours_per_resident_per_day,
      case_mix_rn_staffing_hours_per_resident_per_day,
      case_mix_total_nurse_staffing_hours_per_resident_per_day,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      adjusted_lpn_staffing_hours_per_resident_per_day,
      adjusted_rn_staffing_hours_per_resident_per_day,
      adjusted_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
      expected_nurse_aide_staffing_hours_per_resident_per_day,
      expected_lpn_staffing_hours_per_resident_per_day,
      expected_rn_staffing_hours_per_resident_per_day,
      expected_total_nurse_staffing_hours_per_resident_per_day,
      number_of_residents_in_certified_beds,
      casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
      casper_reported_lpn_staffing_hours_per_resident_per_day,
      casper_reported_rn_staffing_hours_per_resident_per_day,
      casper_reported_licensed_staffing_hours_per_resident_per_day,
      casper_reported_total_nurse_staffing_hours_per_resident_per_day,
      casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
      casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
      casper_expected_lpn_staffing_hours_per_resident_per_day,
      casper_expected_rn_staffing_hours_per_resident_per_day,
      casper_expected_total_nurse_staffing_hours_per_resident_per_day,
      casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      casper_adjusted_lpn_staffing_hours_per_resident_per_day,
      casper_adjusted_rn_staffing_hours_per_resident_per_day,
      casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
      rating_cycle_1_standard_survey_health_date,
      rating_cycle_1_total_number_of_health_deficiencies,
      rating_cycle_1_number_of_standard_health_deficiencies,
      rating_cycle_1_number_of_complaint_health_deficiencies,
      rating_cycle_1_health_deficiency_score,
      rating_cycle_1_number_of_health_revisits,
      rating_cycle_1_health_revisit_score,
      rating_cycle_1_total_health_score,
      rating_cycle_2_standard_health_survey_date,
      rating_cycle_2_total_number_of_health_deficiencies,
      rating_cycle_2_number_of_standard_health_deficiencies,
      rating_cycle_2_number_of_complaint_health_deficiencies,
      rating_cycle_2_health_deficiency_score,
      rating_cycle_2_number_of_health_revisits,
      rating_cycle_2_health_revisit_score,
      rating_cycle_2_total_health_score,
      rating_cycle_2_3_total_number_of_health_deficiencies,
      rating_cycle_2_3_number_of_complaint_health_deficiencies,
      rating_cycle_2_3_health_deficiency_score,
      rating_cycle_2_3_number_of_health_revisits,
      rating_cycle_2_3_health_revisit_score,
      rating_cycle_2_3_total_health_score,
      rating_cycle_3_standard_health_survey_date,
      rating_cycle_3_total_number_of_health_deficiencies,
      rating_cycle_3_number_of_standard_health_deficiencies,
      rating_cycle_3_number_of_complaint_health_deficiencies,
      rating_cycle_3_health_deficiency_score,
      rating_cycle_3_number_of_health_revisits,
      rating_cycle_3_health_revisit_score,
      rating_cycle_3_total_health_score,
      total_weighted_health_survey_score,
      number_of_facility_reported_incidents,
      number_of_substantiated_complaints,
      number_of_citations_from_infection_control_inspections,
      number_of_fines,
      total_amount_of_fines_in_dollars,
      number_of_payment_denials,
      total_number_of_penalties,
      location,
      latitude,
      longitude,
      geocoding_footnote,
      is_synthetic,
      read_flags,
      unreadable_cells,
      ROW_NUMBER() OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC) AS newest_first,
      CASE
        WHEN NOT LEAD(row_number) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC) IS NULL
        AND (
          facility_name IS DISTINCT FROM LEAD(facility_name) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR provider_address IS DISTINCT FROM LEAD(provider_address) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR city_town IS DISTINCT FROM LEAD(city_town) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR state IS DISTINCT FROM LEAD(state) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR zip_code IS DISTINCT FROM LEAD(zip_code) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR telephone_number IS DISTINCT FROM LEAD(telephone_number) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR provider_ssa_county_code IS DISTINCT FROM LEAD(provider_ssa_county_code) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR county_parish IS DISTINCT FROM LEAD(county_parish) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR urban IS DISTINCT FROM LEAD(urban) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR ownership_type IS DISTINCT FROM LEAD(ownership_type) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR certified_beds IS DISTINCT FROM LEAD(certified_beds) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR average_number_of_residents_per_day IS DISTINCT FROM LEAD(average_number_of_residents_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR average_number_of_residents_per_day_footnote IS DISTINCT FROM LEAD(average_number_of_residents_per_day_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR provider_type IS DISTINCT FROM LEAD(provider_type) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR provider_resides_in_hospital IS DISTINCT FROM LEAD(provider_resides_in_hospital) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR legal_business_name IS DISTINCT FROM LEAD(legal_business_name) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR date_first_approved_to_provide_medicare_and_medicaid_services IS DISTINCT FROM LEAD(date_first_approved_to_provide_medicare_and_medicaid_services) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR affiliated_entity_name IS DISTINCT FROM LEAD(affiliated_entity_name) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR affiliated_entity_id IS DISTINCT FROM LEAD(affiliated_entity_id) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_facilities_in_chain IS DISTINCT FROM LEAD(number_of_facilities_in_chain) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR chain_average_overall_5_star_rating IS DISTINCT FROM LEAD(chain_average_overall_5_star_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR chain_average_health_inspection_rating IS DISTINCT FROM LEAD(chain_average_health_inspection_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR chain_average_staffing_rating IS DISTINCT FROM LEAD(chain_average_staffing_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR chain_average_qm_rating IS DISTINCT FROM LEAD(chain_average_qm_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR continuing_care_retirement_community IS DISTINCT FROM LEAD(continuing_care_retirement_community) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR special_focus_status IS DISTINCT FROM LEAD(special_focus_status) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR special_focus_facility IS DISTINCT FROM LEAD(special_focus_facility) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR abuse_icon IS DISTINCT FROM LEAD(abuse_icon) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR most_recent_health_inspection_more_than_2_years_ago IS DISTINCT FROM LEAD(most_recent_health_inspection_more_than_2_years_ago) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR provider_changed_ownership_in_last_12_months IS DISTINCT FROM LEAD(provider_changed_ownership_in_last_12_months) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR with_a_resident_and_family_council IS DISTINCT FROM LEAD(with_a_resident_and_family_council) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR automatic_sprinkler_systems_in_all_required_areas IS DISTINCT FROM LEAD(automatic_sprinkler_systems_in_all_required_areas) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR overall_rating IS DISTINCT FROM LEAD(overall_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR overall_rating_footnote IS DISTINCT FROM LEAD(overall_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR health_inspection_rating IS DISTINCT FROM LEAD(health_inspection_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR health_inspection_rating_footnote IS DISTINCT FROM LEAD(health_inspection_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR qm_rating IS DISTINCT FROM LEAD(qm_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR qm_rating_footnote IS DISTINCT FROM LEAD(qm_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR long_stay_qm_rating IS DISTINCT FROM LEAD(long_stay_qm_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR long_stay_qm_rating_footnote IS DISTINCT FROM LEAD(long_stay_qm_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR short_stay_qm_rating IS DISTINCT FROM LEAD(short_stay_qm_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR short_stay_qm_rating_footnote IS DISTINCT FROM LEAD(short_stay_qm_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR staffing_rating IS DISTINCT FROM LEAD(staffing_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR staffing_rating_footnote IS DISTINCT FROM LEAD(staffing_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rn_staffing_rating IS DISTINCT FROM LEAD(rn_staffing_rating) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rn_staffing_rating_footnote IS DISTINCT FROM LEAD(rn_staffing_rating_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_staffing_footnote IS DISTINCT FROM LEAD(reported_staffing_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR physical_therapist_staffing_footnote IS DISTINCT FROM LEAD(physical_therapist_staffing_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(reported_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(reported_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(reported_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_licensed_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(reported_licensed_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(reported_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend IS DISTINCT FROM LEAD(total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR registered_nurse_hours_per_resident_per_day_on_the_weekend IS DISTINCT FROM LEAD(registered_nurse_hours_per_resident_per_day_on_the_weekend) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR reported_physical_therapist_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(reported_physical_therapist_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR total_nursing_staff_turnover IS DISTINCT FROM LEAD(total_nursing_staff_turnover) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR total_nursing_staff_turnover_footnote IS DISTINCT FROM LEAD(total_nursing_staff_turnover_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR registered_nurse_turnover IS DISTINCT FROM LEAD(registered_nurse_turnover) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR registered_nurse_turnover_footnote IS DISTINCT FROM LEAD(registered_nurse_turnover_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_administrators_who_have_left_the_nursing_home IS DISTINCT FROM LEAD(number_of_administrators_who_have_left_the_nursing_home) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR administrator_turnover_footnote IS DISTINCT FROM LEAD(administrator_turnover_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR nursing_case_mix_index IS DISTINCT FROM LEAD(nursing_case_mix_index) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR nursing_case_mix_index_ratio IS DISTINCT FROM LEAD(nursing_case_mix_index_ratio) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR case_mix_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(case_mix_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR case_mix_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(case_mix_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR case_mix_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(case_mix_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR case_mix_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(case_mix_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR adjusted_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(adjusted_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR adjusted_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(adjusted_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR adjusted_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(adjusted_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR adjusted_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(adjusted_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR expected_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(expected_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR expected_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(expected_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR expected_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(expected_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR expected_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(expected_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_residents_in_certified_beds IS DISTINCT FROM LEAD(number_of_residents_in_certified_beds) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_reported_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_reported_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_reported_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_reported_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_reported_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_reported_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_reported_licensed_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_reported_licensed_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_reported_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_reported_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_reported_physical_therapist_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_reported_physical_therapist_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_expected_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_expected_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_expected_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_expected_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_expected_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_expected_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_expected_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_expected_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_adjusted_lpn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_adjusted_lpn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_adjusted_rn_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_adjusted_rn_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR casper_adjusted_total_nurse_staffing_hours_per_resident_per_day IS DISTINCT FROM LEAD(casper_adjusted_total_nurse_staffing_hours_per_resident_per_day) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_standard_survey_health_date IS DISTINCT FROM LEAD(rating_cycle_1_standard_survey_health_date) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_total_number_of_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_1_total_number_of_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_number_of_standard_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_1_number_of_standard_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_number_of_complaint_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_1_number_of_complaint_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_health_deficiency_score IS DISTINCT FROM LEAD(rating_cycle_1_health_deficiency_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_number_of_health_revisits IS DISTINCT FROM LEAD(rating_cycle_1_number_of_health_revisits) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_health_revisit_score IS DISTINCT FROM LEAD(rating_cycle_1_health_revisit_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_1_total_health_score IS DISTINCT FROM LEAD(rating_cycle_1_total_health_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_standard_health_survey_date IS DISTINCT FROM LEAD(rating_cycle_2_standard_health_survey_date) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_total_number_of_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_2_total_number_of_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_number_of_standard_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_2_number_of_standard_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_number_of_complaint_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_2_number_of_complaint_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_health_deficiency_score IS DISTINCT FROM LEAD(rating_cycle_2_health_deficiency_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_number_of_health_revisits IS DISTINCT FROM LEAD(rating_cycle_2_number_of_health_revisits) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_health_revisit_score IS DISTINCT FROM LEAD(rating_cycle_2_health_revisit_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_total_health_score IS DISTINCT FROM LEAD(rating_cycle_2_total_health_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_3_total_number_of_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_2_3_total_number_of_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_3_number_of_complaint_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_2_3_number_of_complaint_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_3_health_deficiency_score IS DISTINCT FROM LEAD(rating_cycle_2_3_health_deficiency_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_3_number_of_health_revisits IS DISTINCT FROM LEAD(rating_cycle_2_3_number_of_health_revisits) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_3_health_revisit_score IS DISTINCT FROM LEAD(rating_cycle_2_3_health_revisit_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_2_3_total_health_score IS DISTINCT FROM LEAD(rating_cycle_2_3_total_health_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_standard_health_survey_date IS DISTINCT FROM LEAD(rating_cycle_3_standard_health_survey_date) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_total_number_of_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_3_total_number_of_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_number_of_standard_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_3_number_of_standard_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_number_of_complaint_health_deficiencies IS DISTINCT FROM LEAD(rating_cycle_3_number_of_complaint_health_deficiencies) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_health_deficiency_score IS DISTINCT FROM LEAD(rating_cycle_3_health_deficiency_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_number_of_health_revisits IS DISTINCT FROM LEAD(rating_cycle_3_number_of_health_revisits) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_health_revisit_score IS DISTINCT FROM LEAD(rating_cycle_3_health_revisit_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR rating_cycle_3_total_health_score IS DISTINCT FROM LEAD(rating_cycle_3_total_health_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR total_weighted_health_survey_score IS DISTINCT FROM LEAD(total_weighted_health_survey_score) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_facility_reported_incidents IS DISTINCT FROM LEAD(number_of_facility_reported_incidents) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_substantiated_complaints IS DISTINCT FROM LEAD(number_of_substantiated_complaints) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_citations_from_infection_control_inspections IS DISTINCT FROM LEAD(number_of_citations_from_infection_control_inspections) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_fines IS DISTINCT FROM LEAD(number_of_fines) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR total_amount_of_fines_in_dollars IS DISTINCT FROM LEAD(total_amount_of_fines_in_dollars) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR number_of_payment_denials IS DISTINCT FROM LEAD(number_of_payment_denials) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR total_number_of_penalties IS DISTINCT FROM LEAD(total_number_of_penalties) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR location IS DISTINCT FROM LEAD(location) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR latitude IS DISTINCT FROM LEAD(latitude) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR longitude IS DISTINCT FROM LEAD(longitude) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
          OR geocoding_footnote IS DISTINCT FROM LEAD(geocoding_footnote) OVER (PARTITION BY ccn, processing_date ORDER BY row_number DESC)
        )
        THEN 1
        ELSE 0
      END AS differs_from_earlier
    FROM read_providerinfo
    WHERE
      reasons IS NULL
  ), compared AS (
    SELECT
      file_sha256,
      ccn,
      processing_date,
      facility_name,
      provider_address,
      city_town,
      state,
      zip_code,
      telephone_number,
      provider_ssa_county_code,
      county_parish,
      urban,
      ownership_type,
      certified_beds,
      average_number_of_residents_per_day,
      average_number_of_residents_per_day_footnote,
      provider_type,
      provider_resides_in_hospital,
      legal_business_name,
      date_first_approved_to_provide_medicare_and_medicaid_services,
      affiliated_entity_name,
      affiliated_entity_id,
      number_of_facilities_in_chain,
      chain_average_overall_5_star_rating,
      chain_average_health_inspection_rating,
      chain_average_staffing_rating,
      chain_average_qm_rating,
      continuing_care_retirement_community,
      special_focus_status,
      special_focus_facility,
      abuse_icon,
      most_recent_health_inspection_more_than_2_years_ago,
      provider_changed_ownership_in_last_12_months,
      with_a_resident_and_family_council,
      automatic_sprinkler_systems_in_all_required_areas,
      overall_rating,
      overall_rating_footnote,
      health_inspection_rating,
      health_inspection_rating_footnote,
      qm_rating,
      qm_rating_footnote,
      long_stay_qm_rating,
      long_stay_qm_rating_footnote,
      short_stay_qm_rating,
      short_stay_qm_rating_footnote,
      staffing_rating,
      staffing_rating_footnote,
      rn_staffing_rating,
      rn_staffing_rating_footnote,
      reported_staffing_footnote,
      physical_therapist_staffing_footnote,
      reported_nurse_aide_staffing_hours_per_resident_per_day,
      reported_lpn_staffing_hours_per_resident_per_day,
      reported_rn_staffing_hours_per_resident_per_day,
      reported_licensed_staffing_hours_per_resident_per_day,
      reported_total_nurse_staffing_hours_per_resident_per_day,
      total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
      registered_nurse_hours_per_resident_per_day_on_the_weekend,
      reported_physical_therapist_staffing_hours_per_resident_per_day,
      total_nursing_staff_turnover,
      total_nursing_staff_turnover_footnote,
      registered_nurse_turnover,
      registered_nurse_turnover_footnote,
      number_of_administrators_who_have_left_the_nursing_home,
      administrator_turnover_footnote,
      nursing_case_mix_index,
      nursing_case_mix_index_ratio,
      case_mix_nurse_aide_staffing_hours_per_resident_per_day,
      case_mix_lpn_staffing_hours_per_resident_per_day,
      case_mix_rn_staffing_hours_per_resident_per_day,
      case_mix_total_nurse_staffing_hours_per_resident_per_day,
      case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      adjusted_lpn_staffing_hours_per_resident_per_day,
      adjusted_rn_staffing_hours_per_resident_per_day,
      adjusted_total_nurse_staffing_hours_per_resident_per_day,
      adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
      expected_nurse_aide_staffing_hours_per_resident_per_day,
      expected_lpn_staffing_hours_per_resident_per_day,
      expected_rn_staffing_hours_per_resident_per_day,
      expected_total_nurse_staffing_hours_per_resident_per_day,
      number_of_residents_in_certified_beds,
      casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
      casper_reported_lpn_staffing_hours_per_resident_per_day,
      casper_reported_rn_staffing_hours_per_resident_per_day,
      casper_reported_licensed_staffing_hours_per_resident_per_day,
      casper_reported_total_nurse_staffing_hours_per_resident_per_day,
      casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
      casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
      casper_expected_lpn_staffing_hours_per_resident_per_day,
      casper_expected_rn_staffing_hours_per_resident_per_day,
      casper_expected_total_nurse_staffing_hours_per_resident_per_day,
      casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
      casper_adjusted_lpn_staffing_hours_per_resident_per_day,
      casper_adjusted_rn_staffing_hours_per_resident_per_day,
      casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
      rating_cycle_1_standard_survey_health_date,
      rating_cycle_1_total_number_of_health_deficiencies,
      rating_cycle_1_number_of_standard_health_deficiencies,
      rating_cycle_1_number_of_complaint_health_deficiencies,
      rating_cycle_1_health_deficiency_score,
      rating_cycle_1_number_of_health_revisits,
      rating_cycle_1_health_revisit_score,
      rating_cycle_1_total_health_score,
      rating_cycle_2_standard_health_survey_date,
      rating_cycle_2_total_number_of_health_deficiencies,
      rating_cycle_2_number_of_standard_health_deficiencies,
      rating_cycle_2_number_of_complaint_health_deficiencies,
      rating_cycle_2_health_deficiency_score,
      rating_cycle_2_number_of_health_revisits,
      rating_cycle_2_health_revisit_score,
      rating_cycle_2_total_health_score,
      rating_cycle_2_3_total_number_of_health_deficiencies,
      rating_cycle_2_3_number_of_complaint_health_deficiencies,
      rating_cycle_2_3_health_deficiency_score,
      rating_cycle_2_3_number_of_health_revisits,
      rating_cycle_2_3_health_revisit_score,
      rating_cycle_2_3_total_health_score,
      rating_cycle_3_standard_health_survey_date,
      rating_cycle_3_total_number_of_health_deficiencies,
      rating_cycle_3_number_of_standard_health_deficiencies,
      rating_cycle_3_number_of_complaint_health_deficiencies,
      rating_cycle_3_health_deficiency_score,
      rating_cycle_3_number_of_health_revisits,
      rating_cycle_3_health_revisit_score,
      rating_cycle_3_total_health_score,
      total_weighted_health_survey_score,
      number_of_facility_reported_incidents,
      number_of_substantiated_complaints,
      number_of_citations_from_infection_control_inspections,
      number_of_fines,
      total_amount_of_fines_in_dollars,
      number_of_payment_denials,
      total_number_of_penalties,
      location,
      latitude,
      longitude,
      geocoding_footnote,
      is_synthetic,
      read_flags,
      unreadable_cells,
      newest_first,
      MAX(differs_from_earlier) OVER (PARTITION BY ccn, processing_date) AS some_differ
    FROM ranked
  )
  SELECT
    file_sha256,
    ccn,
    processing_date,
    facility_name,
    provider_address,
    city_town,
    state,
    zip_code,
    telephone_number,
    provider_ssa_county_code,
    county_parish,
    urban,
    ownership_type,
    certified_beds,
    average_number_of_residents_per_day,
    average_number_of_residents_per_day_footnote,
    provider_type,
    provider_resides_in_hospital,
    legal_business_name,
    date_first_approved_to_provide_medicare_and_medicaid_services,
    affiliated_entity_name,
    affiliated_entity_id,
    number_of_facilities_in_chain,
    chain_average_overall_5_star_rating,
    chain_average_health_inspection_rating,
    chain_average_staffing_rating,
    chain_average_qm_rating,
    continuing_care_retirement_community,
    special_focus_status,
    special_focus_facility,
    abuse_icon,
    most_recent_health_inspection_more_than_2_years_ago,
    provider_changed_ownership_in_last_12_months,
    with_a_resident_and_family_council,
    automatic_sprinkler_systems_in_all_required_areas,
    overall_rating,
    overall_rating_footnote,
    health_inspection_rating,
    health_inspection_rating_footnote,
    qm_rating,
    qm_rating_footnote,
    long_stay_qm_rating,
    long_stay_qm_rating_footnote,
    short_stay_qm_rating,
    short_stay_qm_rating_footnote,
    staffing_rating,
    staffing_rating_footnote,
    rn_staffing_rating,
    rn_staffing_rating_footnote,
    reported_staffing_footnote,
    physical_therapist_staffing_footnote,
    reported_nurse_aide_staffing_hours_per_resident_per_day,
    reported_lpn_staffing_hours_per_resident_per_day,
    reported_rn_staffing_hours_per_resident_per_day,
    reported_licensed_staffing_hours_per_resident_per_day,
    reported_total_nurse_staffing_hours_per_resident_per_day,
    total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
    registered_nurse_hours_per_resident_per_day_on_the_weekend,
    reported_physical_therapist_staffing_hours_per_resident_per_day,
    total_nursing_staff_turnover,
    total_nursing_staff_turnover_footnote,
    registered_nurse_turnover,
    registered_nurse_turnover_footnote,
    number_of_administrators_who_have_left_the_nursing_home,
    administrator_turnover_footnote,
    nursing_case_mix_index,
    nursing_case_mix_index_ratio,
    case_mix_nurse_aide_staffing_hours_per_resident_per_day,
    case_mix_lpn_staffing_hours_per_resident_per_day,
    case_mix_rn_staffing_hours_per_resident_per_day,
    case_mix_total_nurse_staffing_hours_per_resident_per_day,
    case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
    adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    adjusted_lpn_staffing_hours_per_resident_per_day,
    adjusted_rn_staffing_hours_per_resident_per_day,
    adjusted_total_nurse_staffing_hours_per_resident_per_day,
    adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
    expected_nurse_aide_staffing_hours_per_resident_per_day,
    expected_lpn_staffing_hours_per_resident_per_day,
    expected_rn_staffing_hours_per_resident_per_day,
    expected_total_nurse_staffing_hours_per_resident_per_day,
    number_of_residents_in_certified_beds,
    casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
    casper_reported_lpn_staffing_hours_per_resident_per_day,
    casper_reported_rn_staffing_hours_per_resident_per_day,
    casper_reported_licensed_staffing_hours_per_resident_per_day,
    casper_reported_total_nurse_staffing_hours_per_resident_per_day,
    casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
    casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
    casper_expected_lpn_staffing_hours_per_resident_per_day,
    casper_expected_rn_staffing_hours_per_resident_per_day,
    casper_expected_total_nurse_staffing_hours_per_resident_per_day,
    casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    casper_adjusted_lpn_staffing_hours_per_resident_per_day,
    casper_adjusted_rn_staffing_hours_per_resident_per_day,
    casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
    rating_cycle_1_standard_survey_health_date,
    rating_cycle_1_total_number_of_health_deficiencies,
    rating_cycle_1_number_of_standard_health_deficiencies,
    rating_cycle_1_number_of_complaint_health_deficiencies,
    rating_cycle_1_health_deficiency_score,
    rating_cycle_1_number_of_health_revisits,
    rating_cycle_1_health_revisit_score,
    rating_cycle_1_total_health_score,
    rating_cycle_2_standard_health_survey_date,
    rating_cycle_2_total_number_of_health_deficiencies,
    rating_cycle_2_number_of_standard_health_deficiencies,
    rating_cycle_2_number_of_complaint_health_deficiencies,
    rating_cycle_2_health_deficiency_score,
    rating_cycle_2_number_of_health_revisits,
    rating_cycle_2_health_revisit_score,
    rating_cycle_2_total_health_score,
    rating_cycle_2_3_total_number_of_health_deficiencies,
    rating_cycle_2_3_number_of_complaint_health_deficiencies,
    rating_cycle_2_3_health_deficiency_score,
    rating_cycle_2_3_number_of_health_revisits,
    rating_cycle_2_3_health_revisit_score,
    rating_cycle_2_3_total_health_score,
    rating_cycle_3_standard_health_survey_date,
    rating_cycle_3_total_number_of_health_deficiencies,
    rating_cycle_3_number_of_standard_health_deficiencies,
    rating_cycle_3_number_of_complaint_health_deficiencies,
    rating_cycle_3_health_deficiency_score,
    rating_cycle_3_number_of_health_revisits,
    rating_cycle_3_health_revisit_score,
    rating_cycle_3_total_health_score,
    total_weighted_health_survey_score,
    number_of_facility_reported_incidents,
    number_of_substantiated_complaints,
    number_of_citations_from_infection_control_inspections,
    number_of_fines,
    total_amount_of_fines_in_dollars,
    number_of_payment_denials,
    total_number_of_penalties,
    location,
    latitude,
    longitude,
    geocoding_footnote,
    is_synthetic,
    unreadable_cells,
    NULLIF(
      CONCAT_WS(',', read_flags, CASE WHEN some_differ = 1 THEN 'duplicate_differs' END),
      ''
    ) AS read_flags
  FROM compared
  WHERE
    newest_first = 1
)
SELECT
  ccn,
  processing_date,
  facility_name,
  provider_address,
  city_town,
  state,
  zip_code,
  telephone_number,
  provider_ssa_county_code,
  county_parish,
  urban,
  ownership_type,
  certified_beds,
  average_number_of_residents_per_day,
  average_number_of_residents_per_day_footnote,
  provider_type,
  provider_resides_in_hospital,
  legal_business_name,
  date_first_approved_to_provide_medicare_and_medicaid_services,
  affiliated_entity_name,
  affiliated_entity_id,
  number_of_facilities_in_chain,
  chain_average_overall_5_star_rating,
  chain_average_health_inspection_rating,
  chain_average_staffing_rating,
  chain_average_qm_rating,
  continuing_care_retirement_community,
  special_focus_status,
  special_focus_facility,
  abuse_icon,
  most_recent_health_inspection_more_than_2_years_ago,
  provider_changed_ownership_in_last_12_months,
  with_a_resident_and_family_council,
  automatic_sprinkler_systems_in_all_required_areas,
  overall_rating,
  overall_rating_footnote,
  health_inspection_rating,
  health_inspection_rating_footnote,
  qm_rating,
  qm_rating_footnote,
  long_stay_qm_rating,
  long_stay_qm_rating_footnote,
  short_stay_qm_rating,
  short_stay_qm_rating_footnote,
  staffing_rating,
  staffing_rating_footnote,
  rn_staffing_rating,
  rn_staffing_rating_footnote,
  reported_staffing_footnote,
  physical_therapist_staffing_footnote,
  reported_nurse_aide_staffing_hours_per_resident_per_day,
  reported_lpn_staffing_hours_per_resident_per_day,
  reported_rn_staffing_hours_per_resident_per_day,
  reported_licensed_staffing_hours_per_resident_per_day,
  reported_total_nurse_staffing_hours_per_resident_per_day,
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
  registered_nurse_hours_per_resident_per_day_on_the_weekend,
  reported_physical_therapist_staffing_hours_per_resident_per_day,
  total_nursing_staff_turnover,
  total_nursing_staff_turnover_footnote,
  registered_nurse_turnover,
  registered_nurse_turnover_footnote,
  number_of_administrators_who_have_left_the_nursing_home,
  administrator_turnover_footnote,
  nursing_case_mix_index,
  nursing_case_mix_index_ratio,
  case_mix_nurse_aide_staffing_hours_per_resident_per_day,
  case_mix_lpn_staffing_hours_per_resident_per_day,
  case_mix_rn_staffing_hours_per_resident_per_day,
  case_mix_total_nurse_staffing_hours_per_resident_per_day,
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
  adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  adjusted_lpn_staffing_hours_per_resident_per_day,
  adjusted_rn_staffing_hours_per_resident_per_day,
  adjusted_total_nurse_staffing_hours_per_resident_per_day,
  adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
  expected_nurse_aide_staffing_hours_per_resident_per_day,
  expected_lpn_staffing_hours_per_resident_per_day,
  expected_rn_staffing_hours_per_resident_per_day,
  expected_total_nurse_staffing_hours_per_resident_per_day,
  number_of_residents_in_certified_beds,
  casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
  casper_reported_lpn_staffing_hours_per_resident_per_day,
  casper_reported_rn_staffing_hours_per_resident_per_day,
  casper_reported_licensed_staffing_hours_per_resident_per_day,
  casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
  casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
  casper_expected_lpn_staffing_hours_per_resident_per_day,
  casper_expected_rn_staffing_hours_per_resident_per_day,
  casper_expected_total_nurse_staffing_hours_per_resident_per_day,
  casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  casper_adjusted_lpn_staffing_hours_per_resident_per_day,
  casper_adjusted_rn_staffing_hours_per_resident_per_day,
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
  rating_cycle_1_standard_survey_health_date,
  rating_cycle_1_total_number_of_health_deficiencies,
  rating_cycle_1_number_of_standard_health_deficiencies,
  rating_cycle_1_number_of_complaint_health_deficiencies,
  rating_cycle_1_health_deficiency_score,
  rating_cycle_1_number_of_health_revisits,
  rating_cycle_1_health_revisit_score,
  rating_cycle_1_total_health_score,
  rating_cycle_2_standard_health_survey_date,
  rating_cycle_2_total_number_of_health_deficiencies,
  rating_cycle_2_number_of_standard_health_deficiencies,
  rating_cycle_2_number_of_complaint_health_deficiencies,
  rating_cycle_2_health_deficiency_score,
  rating_cycle_2_number_of_health_revisits,
  rating_cycle_2_health_revisit_score,
  rating_cycle_2_total_health_score,
  rating_cycle_2_3_total_number_of_health_deficiencies,
  rating_cycle_2_3_number_of_complaint_health_deficiencies,
  rating_cycle_2_3_health_deficiency_score,
  rating_cycle_2_3_number_of_health_revisits,
  rating_cycle_2_3_health_revisit_score,
  rating_cycle_2_3_total_health_score,
  rating_cycle_3_standard_health_survey_date,
  rating_cycle_3_total_number_of_health_deficiencies,
  rating_cycle_3_number_of_standard_health_deficiencies,
  rating_cycle_3_number_of_complaint_health_deficiencies,
  rating_cycle_3_health_deficiency_score,
  rating_cycle_3_number_of_health_revisits,
  rating_cycle_3_health_revisit_score,
  rating_cycle_3_total_health_score,
  total_weighted_health_survey_score,
  number_of_facility_reported_incidents,
  number_of_substantiated_complaints,
  number_of_citations_from_infection_control_inspections,
  number_of_fines,
  total_amount_of_fines_in_dollars,
  number_of_payment_denials,
  total_number_of_penalties,
  location,
  latitude,
  longitude,
  geocoding_footnote,
  is_synthetic,
  NULLIF(
    ARRAY_JOIN(
      ARRAY_SORT(
        SPLIT(
          CONCAT_WS(
            ',',
            read_flags,
            CASE
              WHEN NOT SUBSTR(ccn, 1, 2) || ':' || TRANSLATE(state, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') IN (
                '01:AL',
                '02:AK',
                '03:AZ',
                '04:AR',
                '05:CA',
                '06:CO',
                '07:CT',
                '08:DE',
                '09:DC',
                '10:FL',
                '11:GA',
                '12:HI',
                '13:ID',
                '14:IL',
                '15:IN',
                '16:IA',
                '17:KS',
                '18:KY',
                '19:LA',
                '20:ME',
                '21:MD',
                '22:MA',
                '23:MI',
                '24:MN',
                '25:MS',
                '26:MO',
                '27:MT',
                '28:NE',
                '29:NV',
                '30:NH',
                '31:NJ',
                '32:NM',
                '33:NY',
                '34:NC',
                '35:ND',
                '36:OH',
                '37:OK',
                '38:OR',
                '39:PA',
                '40:PR',
                '41:RI',
                '42:SC',
                '43:SD',
                '44:TN',
                '45:TX',
                '46:UT',
                '47:VT',
                '48:VI',
                '49:VA',
                '50:WA',
                '51:WV',
                '52:WI',
                '53:WY',
                '55:CA',
                '64:AS',
                '65:GU',
                '65:HI',
                '66:MP',
                '67:TX',
                '68:FL',
                '69:FL',
                '70:KS',
                '71:LA',
                '72:OH',
                '73:PA',
                '74:TX',
                '75:CA',
                '76:IA',
                '77:MN',
                '80:MD',
                '92:CA',
                ''
              )
              AND NOT is_synthetic
              THEN 'ccn_prefix_state_mismatch'
            END,
            CASE WHEN NOT unreadable_cells IS NULL THEN 'unreadable_cell' END
          ),
          ','
        )
      ),
      ','
    ),
    ''
  ) AS flags,
  unreadable_cells,
  file_sha256
FROM kept_providerinfo
) AS computed
WHERE processing_date IN ({partitions});

-- check key_is_unique
SELECT
  ccn,
  processing_date
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
GROUP BY
  ccn,
  processing_date
HAVING
  COUNT(*) > 1;

-- check key_is_present
SELECT
  ccn,
  processing_date
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
WHERE
  ccn IS NULL OR processing_date IS NULL;

-- check ccn_is_six_characters
SELECT
  ccn,
  processing_date
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
WHERE
  NOT REGEXP_LIKE(ccn, '^[0-9]{2}[0-9A-Z][0-9]{3}\z');

-- check ratings_are_one_to_five
SELECT
  ccn,
  processing_date
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
WHERE
  NOT overall_rating BETWEEN 1 AND 5
  OR NOT health_inspection_rating BETWEEN 1 AND 5
  OR NOT qm_rating BETWEEN 1 AND 5
  OR NOT long_stay_qm_rating BETWEEN 1 AND 5
  OR NOT short_stay_qm_rating BETWEEN 1 AND 5
  OR NOT staffing_rating BETWEEN 1 AND 5
  OR NOT rn_staffing_rating BETWEEN 1 AND 5;

-- check beds_are_not_negative
SELECT
  ccn,
  processing_date,
  certified_beds
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
WHERE
  certified_beds < 0;

-- check fines_are_not_negative
SELECT
  ccn,
  processing_date
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
WHERE
  number_of_fines < 0
  OR total_amount_of_fines_in_dollars < 0
  OR number_of_payment_denials < 0
  OR total_number_of_penalties < 0;

-- check every_row_names_its_file
SELECT
  ccn,
  processing_date
FROM kerok_healthcare.silver_providerinfo__candidate_{sha8}
WHERE
  file_sha256 IS NULL OR is_synthetic IS NULL;

-- merge
MERGE INTO kerok_healthcare.silver_providerinfo AS t
USING (
  SELECT 'U' AS op,
    c.ccn, c.processing_date, c.facility_name, c.provider_address, c.city_town, c.state, c.zip_code, c.telephone_number,
    c.provider_ssa_county_code, c.county_parish, c.urban, c.ownership_type, c.certified_beds, c.average_number_of_residents_per_day,
    c.average_number_of_residents_per_day_footnote, c.provider_type, c.provider_resides_in_hospital, c.legal_business_name,
    c.date_first_approved_to_provide_medicare_and_medicaid_services, c.affiliated_entity_name, c.affiliated_entity_id,
    c.number_of_facilities_in_chain, c.chain_average_overall_5_star_rating, c.chain_average_health_inspection_rating,
    c.chain_average_staffing_rating, c.chain_average_qm_rating, c.continuing_care_retirement_community, c.special_focus_status,
    c.special_focus_facility, c.abuse_icon, c.most_recent_health_inspection_more_than_2_years_ago,
    c.provider_changed_ownership_in_last_12_months, c.with_a_resident_and_family_council,
    c.automatic_sprinkler_systems_in_all_required_areas, c.overall_rating, c.overall_rating_footnote, c.health_inspection_rating,
    c.health_inspection_rating_footnote, c.qm_rating, c.qm_rating_footnote, c.long_stay_qm_rating, c.long_stay_qm_rating_footnote,
    c.short_stay_qm_rating, c.short_stay_qm_rating_footnote, c.staffing_rating, c.staffing_rating_footnote, c.rn_staffing_rating,
    c.rn_staffing_rating_footnote, c.reported_staffing_footnote, c.physical_therapist_staffing_footnote,
    c.reported_nurse_aide_staffing_hours_per_resident_per_day, c.reported_lpn_staffing_hours_per_resident_per_day,
    c.reported_rn_staffing_hours_per_resident_per_day, c.reported_licensed_staffing_hours_per_resident_per_day,
    c.reported_total_nurse_staffing_hours_per_resident_per_day, c.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
    c.registered_nurse_hours_per_resident_per_day_on_the_weekend, c.reported_physical_therapist_staffing_hours_per_resident_per_day,
    c.total_nursing_staff_turnover, c.total_nursing_staff_turnover_footnote, c.registered_nurse_turnover,
    c.registered_nurse_turnover_footnote, c.number_of_administrators_who_have_left_the_nursing_home, c.administrator_turnover_footnote,
    c.nursing_case_mix_index, c.nursing_case_mix_index_ratio, c.case_mix_nurse_aide_staffing_hours_per_resident_per_day,
    c.case_mix_lpn_staffing_hours_per_resident_per_day, c.case_mix_rn_staffing_hours_per_resident_per_day,
    c.case_mix_total_nurse_staffing_hours_per_resident_per_day, c.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
    c.adjusted_nurse_aide_staffing_hours_per_resident_per_day, c.adjusted_lpn_staffing_hours_per_resident_per_day,
    c.adjusted_rn_staffing_hours_per_resident_per_day, c.adjusted_total_nurse_staffing_hours_per_resident_per_day,
    c.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day, c.expected_nurse_aide_staffing_hours_per_resident_per_day,
    c.expected_lpn_staffing_hours_per_resident_per_day, c.expected_rn_staffing_hours_per_resident_per_day,
    c.expected_total_nurse_staffing_hours_per_resident_per_day, c.number_of_residents_in_certified_beds,
    c.casper_reported_nurse_aide_staffing_hours_per_resident_per_day, c.casper_reported_lpn_staffing_hours_per_resident_per_day,
    c.casper_reported_rn_staffing_hours_per_resident_per_day, c.casper_reported_licensed_staffing_hours_per_resident_per_day,
    c.casper_reported_total_nurse_staffing_hours_per_resident_per_day,
    c.casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
    c.casper_expected_nurse_aide_staffing_hours_per_resident_per_day, c.casper_expected_lpn_staffing_hours_per_resident_per_day,
    c.casper_expected_rn_staffing_hours_per_resident_per_day, c.casper_expected_total_nurse_staffing_hours_per_resident_per_day,
    c.casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day, c.casper_adjusted_lpn_staffing_hours_per_resident_per_day,
    c.casper_adjusted_rn_staffing_hours_per_resident_per_day, c.casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
    c.rating_cycle_1_standard_survey_health_date, c.rating_cycle_1_total_number_of_health_deficiencies,
    c.rating_cycle_1_number_of_standard_health_deficiencies, c.rating_cycle_1_number_of_complaint_health_deficiencies,
    c.rating_cycle_1_health_deficiency_score, c.rating_cycle_1_number_of_health_revisits, c.rating_cycle_1_health_revisit_score,
    c.rating_cycle_1_total_health_score, c.rating_cycle_2_standard_health_survey_date,
    c.rating_cycle_2_total_number_of_health_deficiencies, c.rating_cycle_2_number_of_standard_health_deficiencies,
    c.rating_cycle_2_number_of_complaint_health_deficiencies, c.rating_cycle_2_health_deficiency_score,
    c.rating_cycle_2_number_of_health_revisits, c.rating_cycle_2_health_revisit_score, c.rating_cycle_2_total_health_score,
    c.rating_cycle_2_3_total_number_of_health_deficiencies, c.rating_cycle_2_3_number_of_complaint_health_deficiencies,
    c.rating_cycle_2_3_health_deficiency_score, c.rating_cycle_2_3_number_of_health_revisits, c.rating_cycle_2_3_health_revisit_score,
    c.rating_cycle_2_3_total_health_score, c.rating_cycle_3_standard_health_survey_date,
    c.rating_cycle_3_total_number_of_health_deficiencies, c.rating_cycle_3_number_of_standard_health_deficiencies,
    c.rating_cycle_3_number_of_complaint_health_deficiencies, c.rating_cycle_3_health_deficiency_score,
    c.rating_cycle_3_number_of_health_revisits, c.rating_cycle_3_health_revisit_score, c.rating_cycle_3_total_health_score,
    c.total_weighted_health_survey_score, c.number_of_facility_reported_incidents, c.number_of_substantiated_complaints,
    c.number_of_citations_from_infection_control_inspections, c.number_of_fines, c.total_amount_of_fines_in_dollars,
    c.number_of_payment_denials, c.total_number_of_penalties, c.location, c.latitude, c.longitude, c.geocoding_footnote, c.is_synthetic,
    c.flags, c.unreadable_cells, c.file_sha256
  FROM kerok_healthcare.silver_providerinfo__candidate_{sha8} AS c
  WHERE c.processing_date IN ({partitions})
  UNION ALL
  SELECT 'D' AS op,
    t.ccn, t.processing_date, NULL AS facility_name, NULL AS provider_address, NULL AS city_town, NULL AS state, NULL AS zip_code,
    NULL AS telephone_number, NULL AS provider_ssa_county_code, NULL AS county_parish, NULL AS urban, NULL AS ownership_type,
    NULL AS certified_beds, NULL AS average_number_of_residents_per_day, NULL AS average_number_of_residents_per_day_footnote,
    NULL AS provider_type, NULL AS provider_resides_in_hospital, NULL AS legal_business_name,
    NULL AS date_first_approved_to_provide_medicare_and_medicaid_services, NULL AS affiliated_entity_name, NULL AS affiliated_entity_id,
    NULL AS number_of_facilities_in_chain, NULL AS chain_average_overall_5_star_rating, NULL AS chain_average_health_inspection_rating,
    NULL AS chain_average_staffing_rating, NULL AS chain_average_qm_rating, NULL AS continuing_care_retirement_community,
    NULL AS special_focus_status, NULL AS special_focus_facility, NULL AS abuse_icon,
    NULL AS most_recent_health_inspection_more_than_2_years_ago, NULL AS provider_changed_ownership_in_last_12_months,
    NULL AS with_a_resident_and_family_council, NULL AS automatic_sprinkler_systems_in_all_required_areas, NULL AS overall_rating,
    NULL AS overall_rating_footnote, NULL AS health_inspection_rating, NULL AS health_inspection_rating_footnote, NULL AS qm_rating,
    NULL AS qm_rating_footnote, NULL AS long_stay_qm_rating, NULL AS long_stay_qm_rating_footnote, NULL AS short_stay_qm_rating,
    NULL AS short_stay_qm_rating_footnote, NULL AS staffing_rating, NULL AS staffing_rating_footnote, NULL AS rn_staffing_rating,
    NULL AS rn_staffing_rating_footnote, NULL AS reported_staffing_footnote, NULL AS physical_therapist_staffing_footnote,
    NULL AS reported_nurse_aide_staffing_hours_per_resident_per_day, NULL AS reported_lpn_staffing_hours_per_resident_per_day,
    NULL AS reported_rn_staffing_hours_per_resident_per_day, NULL AS reported_licensed_staffing_hours_per_resident_per_day,
    NULL AS reported_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
    NULL AS registered_nurse_hours_per_resident_per_day_on_the_weekend,
    NULL AS reported_physical_therapist_staffing_hours_per_resident_per_day, NULL AS total_nursing_staff_turnover,
    NULL AS total_nursing_staff_turnover_footnote, NULL AS registered_nurse_turnover, NULL AS registered_nurse_turnover_footnote,
    NULL AS number_of_administrators_who_have_left_the_nursing_home, NULL AS administrator_turnover_footnote,
    NULL AS nursing_case_mix_index, NULL AS nursing_case_mix_index_ratio, NULL AS case_mix_nurse_aide_staffing_hours_per_resident_per_day,
    NULL AS case_mix_lpn_staffing_hours_per_resident_per_day, NULL AS case_mix_rn_staffing_hours_per_resident_per_day,
    NULL AS case_mix_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS adjusted_nurse_aide_staffing_hours_per_resident_per_day, NULL AS adjusted_lpn_staffing_hours_per_resident_per_day,
    NULL AS adjusted_rn_staffing_hours_per_resident_per_day, NULL AS adjusted_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS expected_nurse_aide_staffing_hours_per_resident_per_day, NULL AS expected_lpn_staffing_hours_per_resident_per_day,
    NULL AS expected_rn_staffing_hours_per_resident_per_day, NULL AS expected_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS number_of_residents_in_certified_beds, NULL AS casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
    NULL AS casper_reported_lpn_staffing_hours_per_resident_per_day, NULL AS casper_reported_rn_staffing_hours_per_resident_per_day,
    NULL AS casper_reported_licensed_staffing_hours_per_resident_per_day,
    NULL AS casper_reported_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
    NULL AS casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
    NULL AS casper_expected_lpn_staffing_hours_per_resident_per_day, NULL AS casper_expected_rn_staffing_hours_per_resident_per_day,
    NULL AS casper_expected_total_nurse_staffing_hours_per_resident_per_day,
    NULL AS casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
    NULL AS casper_adjusted_lpn_staffing_hours_per_resident_per_day, NULL AS casper_adjusted_rn_staffing_hours_per_resident_per_day,
    NULL AS casper_adjusted_total_nurse_staffing_hours_per_resident_per_day, NULL AS rating_cycle_1_standard_survey_health_date,
    NULL AS rating_cycle_1_total_number_of_health_deficiencies, NULL AS rating_cycle_1_number_of_standard_health_deficiencies,
    NULL AS rating_cycle_1_number_of_complaint_health_deficiencies, NULL AS rating_cycle_1_health_deficiency_score,
    NULL AS rating_cycle_1_number_of_health_revisits, NULL AS rating_cycle_1_health_revisit_score,
    NULL AS rating_cycle_1_total_health_score, NULL AS rating_cycle_2_standard_health_survey_date,
    NULL AS rating_cycle_2_total_number_of_health_deficiencies, NULL AS rating_cycle_2_number_of_standard_health_deficiencies,
    NULL AS rating_cycle_2_number_of_complaint_health_deficiencies, NULL AS rating_cycle_2_health_deficiency_score,
    NULL AS rating_cycle_2_number_of_health_revisits, NULL AS rating_cycle_2_health_revisit_score,
    NULL AS rating_cycle_2_total_health_score, NULL AS rating_cycle_2_3_total_number_of_health_deficiencies,
    NULL AS rating_cycle_2_3_number_of_complaint_health_deficiencies, NULL AS rating_cycle_2_3_health_deficiency_score,
    NULL AS rating_cycle_2_3_number_of_health_revisits, NULL AS rating_cycle_2_3_health_revisit_score,
    NULL AS rating_cycle_2_3_total_health_score, NULL AS rating_cycle_3_standard_health_survey_date,
    NULL AS rating_cycle_3_total_number_of_health_deficiencies, NULL AS rating_cycle_3_number_of_standard_health_deficiencies,
    NULL AS rating_cycle_3_number_of_complaint_health_deficiencies, NULL AS rating_cycle_3_health_deficiency_score,
    NULL AS rating_cycle_3_number_of_health_revisits, NULL AS rating_cycle_3_health_revisit_score,
    NULL AS rating_cycle_3_total_health_score, NULL AS total_weighted_health_survey_score, NULL AS number_of_facility_reported_incidents,
    NULL AS number_of_substantiated_complaints, NULL AS number_of_citations_from_infection_control_inspections, NULL AS number_of_fines,
    NULL AS total_amount_of_fines_in_dollars, NULL AS number_of_payment_denials, NULL AS total_number_of_penalties, NULL AS location,
    NULL AS latitude, NULL AS longitude, NULL AS geocoding_footnote, NULL AS is_synthetic, NULL AS flags, NULL AS unreadable_cells,
    NULL AS file_sha256
  FROM kerok_healthcare.silver_providerinfo AS t
  LEFT JOIN kerok_healthcare.silver_providerinfo__candidate_{sha8} AS c ON c.ccn = t.ccn AND c.processing_date = t.processing_date
  WHERE t.processing_date IN ({partitions}) AND c.ccn IS NULL
) AS s
ON t.processing_date IN ({partitions}) AND t.ccn = s.ccn AND t.processing_date = s.processing_date
WHEN MATCHED AND s.op = 'D' THEN DELETE
WHEN MATCHED THEN UPDATE SET
  facility_name = s.facility_name, provider_address = s.provider_address, city_town = s.city_town, state = s.state, zip_code = s.zip_code,
  telephone_number = s.telephone_number, provider_ssa_county_code = s.provider_ssa_county_code, county_parish = s.county_parish,
  urban = s.urban, ownership_type = s.ownership_type, certified_beds = s.certified_beds,
  average_number_of_residents_per_day = s.average_number_of_residents_per_day,
  average_number_of_residents_per_day_footnote = s.average_number_of_residents_per_day_footnote, provider_type = s.provider_type,
  provider_resides_in_hospital = s.provider_resides_in_hospital, legal_business_name = s.legal_business_name,
  date_first_approved_to_provide_medicare_and_medicaid_services = s.date_first_approved_to_provide_medicare_and_medicaid_services,
  affiliated_entity_name = s.affiliated_entity_name, affiliated_entity_id = s.affiliated_entity_id,
  number_of_facilities_in_chain = s.number_of_facilities_in_chain,
  chain_average_overall_5_star_rating = s.chain_average_overall_5_star_rating,
  chain_average_health_inspection_rating = s.chain_average_health_inspection_rating,
  chain_average_staffing_rating = s.chain_average_staffing_rating, chain_average_qm_rating = s.chain_average_qm_rating,
  continuing_care_retirement_community = s.continuing_care_retirement_community, special_focus_status = s.special_focus_status,
  special_focus_facility = s.special_focus_facility, abuse_icon = s.abuse_icon,
  most_recent_health_inspection_more_than_2_years_ago = s.most_recent_health_inspection_more_than_2_years_ago,
  provider_changed_ownership_in_last_12_months = s.provider_changed_ownership_in_last_12_months,
  with_a_resident_and_family_council = s.with_a_resident_and_family_council,
  automatic_sprinkler_systems_in_all_required_areas = s.automatic_sprinkler_systems_in_all_required_areas,
  overall_rating = s.overall_rating, overall_rating_footnote = s.overall_rating_footnote,
  health_inspection_rating = s.health_inspection_rating, health_inspection_rating_footnote = s.health_inspection_rating_footnote,
  qm_rating = s.qm_rating, qm_rating_footnote = s.qm_rating_footnote, long_stay_qm_rating = s.long_stay_qm_rating,
  long_stay_qm_rating_footnote = s.long_stay_qm_rating_footnote, short_stay_qm_rating = s.short_stay_qm_rating,
  short_stay_qm_rating_footnote = s.short_stay_qm_rating_footnote, staffing_rating = s.staffing_rating,
  staffing_rating_footnote = s.staffing_rating_footnote, rn_staffing_rating = s.rn_staffing_rating,
  rn_staffing_rating_footnote = s.rn_staffing_rating_footnote, reported_staffing_footnote = s.reported_staffing_footnote,
  physical_therapist_staffing_footnote = s.physical_therapist_staffing_footnote,
  reported_nurse_aide_staffing_hours_per_resident_per_day = s.reported_nurse_aide_staffing_hours_per_resident_per_day,
  reported_lpn_staffing_hours_per_resident_per_day = s.reported_lpn_staffing_hours_per_resident_per_day,
  reported_rn_staffing_hours_per_resident_per_day = s.reported_rn_staffing_hours_per_resident_per_day,
  reported_licensed_staffing_hours_per_resident_per_day = s.reported_licensed_staffing_hours_per_resident_per_day,
  reported_total_nurse_staffing_hours_per_resident_per_day = s.reported_total_nurse_staffing_hours_per_resident_per_day,
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend = s.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
  registered_nurse_hours_per_resident_per_day_on_the_weekend = s.registered_nurse_hours_per_resident_per_day_on_the_weekend,
  reported_physical_therapist_staffing_hours_per_resident_per_day = s.reported_physical_therapist_staffing_hours_per_resident_per_day,
  total_nursing_staff_turnover = s.total_nursing_staff_turnover,
  total_nursing_staff_turnover_footnote = s.total_nursing_staff_turnover_footnote,
  registered_nurse_turnover = s.registered_nurse_turnover, registered_nurse_turnover_footnote = s.registered_nurse_turnover_footnote,
  number_of_administrators_who_have_left_the_nursing_home = s.number_of_administrators_who_have_left_the_nursing_home,
  administrator_turnover_footnote = s.administrator_turnover_footnote, nursing_case_mix_index = s.nursing_case_mix_index,
  nursing_case_mix_index_ratio = s.nursing_case_mix_index_ratio,
  case_mix_nurse_aide_staffing_hours_per_resident_per_day = s.case_mix_nurse_aide_staffing_hours_per_resident_per_day,
  case_mix_lpn_staffing_hours_per_resident_per_day = s.case_mix_lpn_staffing_hours_per_resident_per_day,
  case_mix_rn_staffing_hours_per_resident_per_day = s.case_mix_rn_staffing_hours_per_resident_per_day,
  case_mix_total_nurse_staffing_hours_per_resident_per_day = s.case_mix_total_nurse_staffing_hours_per_resident_per_day,
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day = s.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
  adjusted_nurse_aide_staffing_hours_per_resident_per_day = s.adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  adjusted_lpn_staffing_hours_per_resident_per_day = s.adjusted_lpn_staffing_hours_per_resident_per_day,
  adjusted_rn_staffing_hours_per_resident_per_day = s.adjusted_rn_staffing_hours_per_resident_per_day,
  adjusted_total_nurse_staffing_hours_per_resident_per_day = s.adjusted_total_nurse_staffing_hours_per_resident_per_day,
  adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day = s.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
  expected_nurse_aide_staffing_hours_per_resident_per_day = s.expected_nurse_aide_staffing_hours_per_resident_per_day,
  expected_lpn_staffing_hours_per_resident_per_day = s.expected_lpn_staffing_hours_per_resident_per_day,
  expected_rn_staffing_hours_per_resident_per_day = s.expected_rn_staffing_hours_per_resident_per_day,
  expected_total_nurse_staffing_hours_per_resident_per_day = s.expected_total_nurse_staffing_hours_per_resident_per_day,
  number_of_residents_in_certified_beds = s.number_of_residents_in_certified_beds,
  casper_reported_nurse_aide_staffing_hours_per_resident_per_day = s.casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
  casper_reported_lpn_staffing_hours_per_resident_per_day = s.casper_reported_lpn_staffing_hours_per_resident_per_day,
  casper_reported_rn_staffing_hours_per_resident_per_day = s.casper_reported_rn_staffing_hours_per_resident_per_day,
  casper_reported_licensed_staffing_hours_per_resident_per_day = s.casper_reported_licensed_staffing_hours_per_resident_per_day,
  casper_reported_total_nurse_staffing_hours_per_resident_per_day = s.casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day = s.casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
  casper_expected_nurse_aide_staffing_hours_per_resident_per_day = s.casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
  casper_expected_lpn_staffing_hours_per_resident_per_day = s.casper_expected_lpn_staffing_hours_per_resident_per_day,
  casper_expected_rn_staffing_hours_per_resident_per_day = s.casper_expected_rn_staffing_hours_per_resident_per_day,
  casper_expected_total_nurse_staffing_hours_per_resident_per_day = s.casper_expected_total_nurse_staffing_hours_per_resident_per_day,
  casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day = s.casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  casper_adjusted_lpn_staffing_hours_per_resident_per_day = s.casper_adjusted_lpn_staffing_hours_per_resident_per_day,
  casper_adjusted_rn_staffing_hours_per_resident_per_day = s.casper_adjusted_rn_staffing_hours_per_resident_per_day,
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day = s.casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
  rating_cycle_1_standard_survey_health_date = s.rating_cycle_1_standard_survey_health_date,
  rating_cycle_1_total_number_of_health_deficiencies = s.rating_cycle_1_total_number_of_health_deficiencies,
  rating_cycle_1_number_of_standard_health_deficiencies = s.rating_cycle_1_number_of_standard_health_deficiencies,
  rating_cycle_1_number_of_complaint_health_deficiencies = s.rating_cycle_1_number_of_complaint_health_deficiencies,
  rating_cycle_1_health_deficiency_score = s.rating_cycle_1_health_deficiency_score,
  rating_cycle_1_number_of_health_revisits = s.rating_cycle_1_number_of_health_revisits,
  rating_cycle_1_health_revisit_score = s.rating_cycle_1_health_revisit_score,
  rating_cycle_1_total_health_score = s.rating_cycle_1_total_health_score,
  rating_cycle_2_standard_health_survey_date = s.rating_cycle_2_standard_health_survey_date,
  rating_cycle_2_total_number_of_health_deficiencies = s.rating_cycle_2_total_number_of_health_deficiencies,
  rating_cycle_2_number_of_standard_health_deficiencies = s.rating_cycle_2_number_of_standard_health_deficiencies,
  rating_cycle_2_number_of_complaint_health_deficiencies = s.rating_cycle_2_number_of_complaint_health_deficiencies,
  rating_cycle_2_health_deficiency_score = s.rating_cycle_2_health_deficiency_score,
  rating_cycle_2_number_of_health_revisits = s.rating_cycle_2_number_of_health_revisits,
  rating_cycle_2_health_revisit_score = s.rating_cycle_2_health_revisit_score,
  rating_cycle_2_total_health_score = s.rating_cycle_2_total_health_score,
  rating_cycle_2_3_total_number_of_health_deficiencies = s.rating_cycle_2_3_total_number_of_health_deficiencies,
  rating_cycle_2_3_number_of_complaint_health_deficiencies = s.rating_cycle_2_3_number_of_complaint_health_deficiencies,
  rating_cycle_2_3_health_deficiency_score = s.rating_cycle_2_3_health_deficiency_score,
  rating_cycle_2_3_number_of_health_revisits = s.rating_cycle_2_3_number_of_health_revisits,
  rating_cycle_2_3_health_revisit_score = s.rating_cycle_2_3_health_revisit_score,
  rating_cycle_2_3_total_health_score = s.rating_cycle_2_3_total_health_score,
  rating_cycle_3_standard_health_survey_date = s.rating_cycle_3_standard_health_survey_date,
  rating_cycle_3_total_number_of_health_deficiencies = s.rating_cycle_3_total_number_of_health_deficiencies,
  rating_cycle_3_number_of_standard_health_deficiencies = s.rating_cycle_3_number_of_standard_health_deficiencies,
  rating_cycle_3_number_of_complaint_health_deficiencies = s.rating_cycle_3_number_of_complaint_health_deficiencies,
  rating_cycle_3_health_deficiency_score = s.rating_cycle_3_health_deficiency_score,
  rating_cycle_3_number_of_health_revisits = s.rating_cycle_3_number_of_health_revisits,
  rating_cycle_3_health_revisit_score = s.rating_cycle_3_health_revisit_score,
  rating_cycle_3_total_health_score = s.rating_cycle_3_total_health_score,
  total_weighted_health_survey_score = s.total_weighted_health_survey_score,
  number_of_facility_reported_incidents = s.number_of_facility_reported_incidents,
  number_of_substantiated_complaints = s.number_of_substantiated_complaints,
  number_of_citations_from_infection_control_inspections = s.number_of_citations_from_infection_control_inspections,
  number_of_fines = s.number_of_fines, total_amount_of_fines_in_dollars = s.total_amount_of_fines_in_dollars,
  number_of_payment_denials = s.number_of_payment_denials, total_number_of_penalties = s.total_number_of_penalties, location = s.location,
  latitude = s.latitude, longitude = s.longitude, geocoding_footnote = s.geocoding_footnote, is_synthetic = s.is_synthetic,
  flags = s.flags, unreadable_cells = s.unreadable_cells, file_sha256 = s.file_sha256
WHEN NOT MATCHED AND s.op <> 'D' THEN INSERT (
  ccn, processing_date, facility_name, provider_address, city_town, state, zip_code, telephone_number, provider_ssa_county_code,
  county_parish, urban, ownership_type, certified_beds, average_number_of_residents_per_day, average_number_of_residents_per_day_footnote,
  provider_type, provider_resides_in_hospital, legal_business_name, date_first_approved_to_provide_medicare_and_medicaid_services,
  affiliated_entity_name, affiliated_entity_id, number_of_facilities_in_chain, chain_average_overall_5_star_rating,
  chain_average_health_inspection_rating, chain_average_staffing_rating, chain_average_qm_rating, continuing_care_retirement_community,
  special_focus_status, special_focus_facility, abuse_icon, most_recent_health_inspection_more_than_2_years_ago,
  provider_changed_ownership_in_last_12_months, with_a_resident_and_family_council, automatic_sprinkler_systems_in_all_required_areas,
  overall_rating, overall_rating_footnote, health_inspection_rating, health_inspection_rating_footnote, qm_rating, qm_rating_footnote,
  long_stay_qm_rating, long_stay_qm_rating_footnote, short_stay_qm_rating, short_stay_qm_rating_footnote, staffing_rating,
  staffing_rating_footnote, rn_staffing_rating, rn_staffing_rating_footnote, reported_staffing_footnote,
  physical_therapist_staffing_footnote, reported_nurse_aide_staffing_hours_per_resident_per_day,
  reported_lpn_staffing_hours_per_resident_per_day, reported_rn_staffing_hours_per_resident_per_day,
  reported_licensed_staffing_hours_per_resident_per_day, reported_total_nurse_staffing_hours_per_resident_per_day,
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend, registered_nurse_hours_per_resident_per_day_on_the_weekend,
  reported_physical_therapist_staffing_hours_per_resident_per_day, total_nursing_staff_turnover, total_nursing_staff_turnover_footnote,
  registered_nurse_turnover, registered_nurse_turnover_footnote, number_of_administrators_who_have_left_the_nursing_home,
  administrator_turnover_footnote, nursing_case_mix_index, nursing_case_mix_index_ratio,
  case_mix_nurse_aide_staffing_hours_per_resident_per_day, case_mix_lpn_staffing_hours_per_resident_per_day,
  case_mix_rn_staffing_hours_per_resident_per_day, case_mix_total_nurse_staffing_hours_per_resident_per_day,
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day, adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  adjusted_lpn_staffing_hours_per_resident_per_day, adjusted_rn_staffing_hours_per_resident_per_day,
  adjusted_total_nurse_staffing_hours_per_resident_per_day, adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
  expected_nurse_aide_staffing_hours_per_resident_per_day, expected_lpn_staffing_hours_per_resident_per_day,
  expected_rn_staffing_hours_per_resident_per_day, expected_total_nurse_staffing_hours_per_resident_per_day,
  number_of_residents_in_certified_beds, casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
  casper_reported_lpn_staffing_hours_per_resident_per_day, casper_reported_rn_staffing_hours_per_resident_per_day,
  casper_reported_licensed_staffing_hours_per_resident_per_day, casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day, casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
  casper_expected_lpn_staffing_hours_per_resident_per_day, casper_expected_rn_staffing_hours_per_resident_per_day,
  casper_expected_total_nurse_staffing_hours_per_resident_per_day, casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  casper_adjusted_lpn_staffing_hours_per_resident_per_day, casper_adjusted_rn_staffing_hours_per_resident_per_day,
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day, rating_cycle_1_standard_survey_health_date,
  rating_cycle_1_total_number_of_health_deficiencies, rating_cycle_1_number_of_standard_health_deficiencies,
  rating_cycle_1_number_of_complaint_health_deficiencies, rating_cycle_1_health_deficiency_score,
  rating_cycle_1_number_of_health_revisits, rating_cycle_1_health_revisit_score, rating_cycle_1_total_health_score,
  rating_cycle_2_standard_health_survey_date, rating_cycle_2_total_number_of_health_deficiencies,
  rating_cycle_2_number_of_standard_health_deficiencies, rating_cycle_2_number_of_complaint_health_deficiencies,
  rating_cycle_2_health_deficiency_score, rating_cycle_2_number_of_health_revisits, rating_cycle_2_health_revisit_score,
  rating_cycle_2_total_health_score, rating_cycle_2_3_total_number_of_health_deficiencies,
  rating_cycle_2_3_number_of_complaint_health_deficiencies, rating_cycle_2_3_health_deficiency_score,
  rating_cycle_2_3_number_of_health_revisits, rating_cycle_2_3_health_revisit_score, rating_cycle_2_3_total_health_score,
  rating_cycle_3_standard_health_survey_date, rating_cycle_3_total_number_of_health_deficiencies,
  rating_cycle_3_number_of_standard_health_deficiencies, rating_cycle_3_number_of_complaint_health_deficiencies,
  rating_cycle_3_health_deficiency_score, rating_cycle_3_number_of_health_revisits, rating_cycle_3_health_revisit_score,
  rating_cycle_3_total_health_score, total_weighted_health_survey_score, number_of_facility_reported_incidents,
  number_of_substantiated_complaints, number_of_citations_from_infection_control_inspections, number_of_fines,
  total_amount_of_fines_in_dollars, number_of_payment_denials, total_number_of_penalties, location, latitude, longitude,
  geocoding_footnote, is_synthetic, flags, unreadable_cells, file_sha256
) VALUES (
  s.ccn, s.processing_date, s.facility_name, s.provider_address, s.city_town, s.state, s.zip_code, s.telephone_number,
  s.provider_ssa_county_code, s.county_parish, s.urban, s.ownership_type, s.certified_beds, s.average_number_of_residents_per_day,
  s.average_number_of_residents_per_day_footnote, s.provider_type, s.provider_resides_in_hospital, s.legal_business_name,
  s.date_first_approved_to_provide_medicare_and_medicaid_services, s.affiliated_entity_name, s.affiliated_entity_id,
  s.number_of_facilities_in_chain, s.chain_average_overall_5_star_rating, s.chain_average_health_inspection_rating,
  s.chain_average_staffing_rating, s.chain_average_qm_rating, s.continuing_care_retirement_community, s.special_focus_status,
  s.special_focus_facility, s.abuse_icon, s.most_recent_health_inspection_more_than_2_years_ago,
  s.provider_changed_ownership_in_last_12_months, s.with_a_resident_and_family_council,
  s.automatic_sprinkler_systems_in_all_required_areas, s.overall_rating, s.overall_rating_footnote, s.health_inspection_rating,
  s.health_inspection_rating_footnote, s.qm_rating, s.qm_rating_footnote, s.long_stay_qm_rating, s.long_stay_qm_rating_footnote,
  s.short_stay_qm_rating, s.short_stay_qm_rating_footnote, s.staffing_rating, s.staffing_rating_footnote, s.rn_staffing_rating,
  s.rn_staffing_rating_footnote, s.reported_staffing_footnote, s.physical_therapist_staffing_footnote,
  s.reported_nurse_aide_staffing_hours_per_resident_per_day, s.reported_lpn_staffing_hours_per_resident_per_day,
  s.reported_rn_staffing_hours_per_resident_per_day, s.reported_licensed_staffing_hours_per_resident_per_day,
  s.reported_total_nurse_staffing_hours_per_resident_per_day, s.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
  s.registered_nurse_hours_per_resident_per_day_on_the_weekend, s.reported_physical_therapist_staffing_hours_per_resident_per_day,
  s.total_nursing_staff_turnover, s.total_nursing_staff_turnover_footnote, s.registered_nurse_turnover,
  s.registered_nurse_turnover_footnote, s.number_of_administrators_who_have_left_the_nursing_home, s.administrator_turnover_footnote,
  s.nursing_case_mix_index, s.nursing_case_mix_index_ratio, s.case_mix_nurse_aide_staffing_hours_per_resident_per_day,
  s.case_mix_lpn_staffing_hours_per_resident_per_day, s.case_mix_rn_staffing_hours_per_resident_per_day,
  s.case_mix_total_nurse_staffing_hours_per_resident_per_day, s.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
  s.adjusted_nurse_aide_staffing_hours_per_resident_per_day, s.adjusted_lpn_staffing_hours_per_resident_per_day,
  s.adjusted_rn_staffing_hours_per_resident_per_day, s.adjusted_total_nurse_staffing_hours_per_resident_per_day,
  s.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day, s.expected_nurse_aide_staffing_hours_per_resident_per_day,
  s.expected_lpn_staffing_hours_per_resident_per_day, s.expected_rn_staffing_hours_per_resident_per_day,
  s.expected_total_nurse_staffing_hours_per_resident_per_day, s.number_of_residents_in_certified_beds,
  s.casper_reported_nurse_aide_staffing_hours_per_resident_per_day, s.casper_reported_lpn_staffing_hours_per_resident_per_day,
  s.casper_reported_rn_staffing_hours_per_resident_per_day, s.casper_reported_licensed_staffing_hours_per_resident_per_day,
  s.casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  s.casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
  s.casper_expected_nurse_aide_staffing_hours_per_resident_per_day, s.casper_expected_lpn_staffing_hours_per_resident_per_day,
  s.casper_expected_rn_staffing_hours_per_resident_per_day, s.casper_expected_total_nurse_staffing_hours_per_resident_per_day,
  s.casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day, s.casper_adjusted_lpn_staffing_hours_per_resident_per_day,
  s.casper_adjusted_rn_staffing_hours_per_resident_per_day, s.casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
  s.rating_cycle_1_standard_survey_health_date, s.rating_cycle_1_total_number_of_health_deficiencies,
  s.rating_cycle_1_number_of_standard_health_deficiencies, s.rating_cycle_1_number_of_complaint_health_deficiencies,
  s.rating_cycle_1_health_deficiency_score, s.rating_cycle_1_number_of_health_revisits, s.rating_cycle_1_health_revisit_score,
  s.rating_cycle_1_total_health_score, s.rating_cycle_2_standard_health_survey_date, s.rating_cycle_2_total_number_of_health_deficiencies,
  s.rating_cycle_2_number_of_standard_health_deficiencies, s.rating_cycle_2_number_of_complaint_health_deficiencies,
  s.rating_cycle_2_health_deficiency_score, s.rating_cycle_2_number_of_health_revisits, s.rating_cycle_2_health_revisit_score,
  s.rating_cycle_2_total_health_score, s.rating_cycle_2_3_total_number_of_health_deficiencies,
  s.rating_cycle_2_3_number_of_complaint_health_deficiencies, s.rating_cycle_2_3_health_deficiency_score,
  s.rating_cycle_2_3_number_of_health_revisits, s.rating_cycle_2_3_health_revisit_score, s.rating_cycle_2_3_total_health_score,
  s.rating_cycle_3_standard_health_survey_date, s.rating_cycle_3_total_number_of_health_deficiencies,
  s.rating_cycle_3_number_of_standard_health_deficiencies, s.rating_cycle_3_number_of_complaint_health_deficiencies,
  s.rating_cycle_3_health_deficiency_score, s.rating_cycle_3_number_of_health_revisits, s.rating_cycle_3_health_revisit_score,
  s.rating_cycle_3_total_health_score, s.total_weighted_health_survey_score, s.number_of_facility_reported_incidents,
  s.number_of_substantiated_complaints, s.number_of_citations_from_infection_control_inspections, s.number_of_fines,
  s.total_amount_of_fines_in_dollars, s.number_of_payment_denials, s.total_number_of_penalties, s.location, s.latitude, s.longitude,
  s.geocoding_footnote, s.is_synthetic, s.flags, s.unreadable_cells, s.file_sha256
);

-- upsert
MERGE INTO kerok_healthcare.silver_providerinfo AS t
USING kerok_healthcare.silver_providerinfo__candidate_{sha8} AS s
ON t.processing_date IN ({partitions}) AND t.ccn = s.ccn AND t.processing_date = s.processing_date
WHEN MATCHED THEN UPDATE SET
  facility_name = s.facility_name, provider_address = s.provider_address, city_town = s.city_town, state = s.state, zip_code = s.zip_code,
  telephone_number = s.telephone_number, provider_ssa_county_code = s.provider_ssa_county_code, county_parish = s.county_parish,
  urban = s.urban, ownership_type = s.ownership_type, certified_beds = s.certified_beds,
  average_number_of_residents_per_day = s.average_number_of_residents_per_day,
  average_number_of_residents_per_day_footnote = s.average_number_of_residents_per_day_footnote, provider_type = s.provider_type,
  provider_resides_in_hospital = s.provider_resides_in_hospital, legal_business_name = s.legal_business_name,
  date_first_approved_to_provide_medicare_and_medicaid_services = s.date_first_approved_to_provide_medicare_and_medicaid_services,
  affiliated_entity_name = s.affiliated_entity_name, affiliated_entity_id = s.affiliated_entity_id,
  number_of_facilities_in_chain = s.number_of_facilities_in_chain,
  chain_average_overall_5_star_rating = s.chain_average_overall_5_star_rating,
  chain_average_health_inspection_rating = s.chain_average_health_inspection_rating,
  chain_average_staffing_rating = s.chain_average_staffing_rating, chain_average_qm_rating = s.chain_average_qm_rating,
  continuing_care_retirement_community = s.continuing_care_retirement_community, special_focus_status = s.special_focus_status,
  special_focus_facility = s.special_focus_facility, abuse_icon = s.abuse_icon,
  most_recent_health_inspection_more_than_2_years_ago = s.most_recent_health_inspection_more_than_2_years_ago,
  provider_changed_ownership_in_last_12_months = s.provider_changed_ownership_in_last_12_months,
  with_a_resident_and_family_council = s.with_a_resident_and_family_council,
  automatic_sprinkler_systems_in_all_required_areas = s.automatic_sprinkler_systems_in_all_required_areas,
  overall_rating = s.overall_rating, overall_rating_footnote = s.overall_rating_footnote,
  health_inspection_rating = s.health_inspection_rating, health_inspection_rating_footnote = s.health_inspection_rating_footnote,
  qm_rating = s.qm_rating, qm_rating_footnote = s.qm_rating_footnote, long_stay_qm_rating = s.long_stay_qm_rating,
  long_stay_qm_rating_footnote = s.long_stay_qm_rating_footnote, short_stay_qm_rating = s.short_stay_qm_rating,
  short_stay_qm_rating_footnote = s.short_stay_qm_rating_footnote, staffing_rating = s.staffing_rating,
  staffing_rating_footnote = s.staffing_rating_footnote, rn_staffing_rating = s.rn_staffing_rating,
  rn_staffing_rating_footnote = s.rn_staffing_rating_footnote, reported_staffing_footnote = s.reported_staffing_footnote,
  physical_therapist_staffing_footnote = s.physical_therapist_staffing_footnote,
  reported_nurse_aide_staffing_hours_per_resident_per_day = s.reported_nurse_aide_staffing_hours_per_resident_per_day,
  reported_lpn_staffing_hours_per_resident_per_day = s.reported_lpn_staffing_hours_per_resident_per_day,
  reported_rn_staffing_hours_per_resident_per_day = s.reported_rn_staffing_hours_per_resident_per_day,
  reported_licensed_staffing_hours_per_resident_per_day = s.reported_licensed_staffing_hours_per_resident_per_day,
  reported_total_nurse_staffing_hours_per_resident_per_day = s.reported_total_nurse_staffing_hours_per_resident_per_day,
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend = s.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
  registered_nurse_hours_per_resident_per_day_on_the_weekend = s.registered_nurse_hours_per_resident_per_day_on_the_weekend,
  reported_physical_therapist_staffing_hours_per_resident_per_day = s.reported_physical_therapist_staffing_hours_per_resident_per_day,
  total_nursing_staff_turnover = s.total_nursing_staff_turnover,
  total_nursing_staff_turnover_footnote = s.total_nursing_staff_turnover_footnote,
  registered_nurse_turnover = s.registered_nurse_turnover, registered_nurse_turnover_footnote = s.registered_nurse_turnover_footnote,
  number_of_administrators_who_have_left_the_nursing_home = s.number_of_administrators_who_have_left_the_nursing_home,
  administrator_turnover_footnote = s.administrator_turnover_footnote, nursing_case_mix_index = s.nursing_case_mix_index,
  nursing_case_mix_index_ratio = s.nursing_case_mix_index_ratio,
  case_mix_nurse_aide_staffing_hours_per_resident_per_day = s.case_mix_nurse_aide_staffing_hours_per_resident_per_day,
  case_mix_lpn_staffing_hours_per_resident_per_day = s.case_mix_lpn_staffing_hours_per_resident_per_day,
  case_mix_rn_staffing_hours_per_resident_per_day = s.case_mix_rn_staffing_hours_per_resident_per_day,
  case_mix_total_nurse_staffing_hours_per_resident_per_day = s.case_mix_total_nurse_staffing_hours_per_resident_per_day,
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day = s.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
  adjusted_nurse_aide_staffing_hours_per_resident_per_day = s.adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  adjusted_lpn_staffing_hours_per_resident_per_day = s.adjusted_lpn_staffing_hours_per_resident_per_day,
  adjusted_rn_staffing_hours_per_resident_per_day = s.adjusted_rn_staffing_hours_per_resident_per_day,
  adjusted_total_nurse_staffing_hours_per_resident_per_day = s.adjusted_total_nurse_staffing_hours_per_resident_per_day,
  adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day = s.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
  expected_nurse_aide_staffing_hours_per_resident_per_day = s.expected_nurse_aide_staffing_hours_per_resident_per_day,
  expected_lpn_staffing_hours_per_resident_per_day = s.expected_lpn_staffing_hours_per_resident_per_day,
  expected_rn_staffing_hours_per_resident_per_day = s.expected_rn_staffing_hours_per_resident_per_day,
  expected_total_nurse_staffing_hours_per_resident_per_day = s.expected_total_nurse_staffing_hours_per_resident_per_day,
  number_of_residents_in_certified_beds = s.number_of_residents_in_certified_beds,
  casper_reported_nurse_aide_staffing_hours_per_resident_per_day = s.casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
  casper_reported_lpn_staffing_hours_per_resident_per_day = s.casper_reported_lpn_staffing_hours_per_resident_per_day,
  casper_reported_rn_staffing_hours_per_resident_per_day = s.casper_reported_rn_staffing_hours_per_resident_per_day,
  casper_reported_licensed_staffing_hours_per_resident_per_day = s.casper_reported_licensed_staffing_hours_per_resident_per_day,
  casper_reported_total_nurse_staffing_hours_per_resident_per_day = s.casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day = s.casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
  casper_expected_nurse_aide_staffing_hours_per_resident_per_day = s.casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
  casper_expected_lpn_staffing_hours_per_resident_per_day = s.casper_expected_lpn_staffing_hours_per_resident_per_day,
  casper_expected_rn_staffing_hours_per_resident_per_day = s.casper_expected_rn_staffing_hours_per_resident_per_day,
  casper_expected_total_nurse_staffing_hours_per_resident_per_day = s.casper_expected_total_nurse_staffing_hours_per_resident_per_day,
  casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day = s.casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  casper_adjusted_lpn_staffing_hours_per_resident_per_day = s.casper_adjusted_lpn_staffing_hours_per_resident_per_day,
  casper_adjusted_rn_staffing_hours_per_resident_per_day = s.casper_adjusted_rn_staffing_hours_per_resident_per_day,
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day = s.casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
  rating_cycle_1_standard_survey_health_date = s.rating_cycle_1_standard_survey_health_date,
  rating_cycle_1_total_number_of_health_deficiencies = s.rating_cycle_1_total_number_of_health_deficiencies,
  rating_cycle_1_number_of_standard_health_deficiencies = s.rating_cycle_1_number_of_standard_health_deficiencies,
  rating_cycle_1_number_of_complaint_health_deficiencies = s.rating_cycle_1_number_of_complaint_health_deficiencies,
  rating_cycle_1_health_deficiency_score = s.rating_cycle_1_health_deficiency_score,
  rating_cycle_1_number_of_health_revisits = s.rating_cycle_1_number_of_health_revisits,
  rating_cycle_1_health_revisit_score = s.rating_cycle_1_health_revisit_score,
  rating_cycle_1_total_health_score = s.rating_cycle_1_total_health_score,
  rating_cycle_2_standard_health_survey_date = s.rating_cycle_2_standard_health_survey_date,
  rating_cycle_2_total_number_of_health_deficiencies = s.rating_cycle_2_total_number_of_health_deficiencies,
  rating_cycle_2_number_of_standard_health_deficiencies = s.rating_cycle_2_number_of_standard_health_deficiencies,
  rating_cycle_2_number_of_complaint_health_deficiencies = s.rating_cycle_2_number_of_complaint_health_deficiencies,
  rating_cycle_2_health_deficiency_score = s.rating_cycle_2_health_deficiency_score,
  rating_cycle_2_number_of_health_revisits = s.rating_cycle_2_number_of_health_revisits,
  rating_cycle_2_health_revisit_score = s.rating_cycle_2_health_revisit_score,
  rating_cycle_2_total_health_score = s.rating_cycle_2_total_health_score,
  rating_cycle_2_3_total_number_of_health_deficiencies = s.rating_cycle_2_3_total_number_of_health_deficiencies,
  rating_cycle_2_3_number_of_complaint_health_deficiencies = s.rating_cycle_2_3_number_of_complaint_health_deficiencies,
  rating_cycle_2_3_health_deficiency_score = s.rating_cycle_2_3_health_deficiency_score,
  rating_cycle_2_3_number_of_health_revisits = s.rating_cycle_2_3_number_of_health_revisits,
  rating_cycle_2_3_health_revisit_score = s.rating_cycle_2_3_health_revisit_score,
  rating_cycle_2_3_total_health_score = s.rating_cycle_2_3_total_health_score,
  rating_cycle_3_standard_health_survey_date = s.rating_cycle_3_standard_health_survey_date,
  rating_cycle_3_total_number_of_health_deficiencies = s.rating_cycle_3_total_number_of_health_deficiencies,
  rating_cycle_3_number_of_standard_health_deficiencies = s.rating_cycle_3_number_of_standard_health_deficiencies,
  rating_cycle_3_number_of_complaint_health_deficiencies = s.rating_cycle_3_number_of_complaint_health_deficiencies,
  rating_cycle_3_health_deficiency_score = s.rating_cycle_3_health_deficiency_score,
  rating_cycle_3_number_of_health_revisits = s.rating_cycle_3_number_of_health_revisits,
  rating_cycle_3_health_revisit_score = s.rating_cycle_3_health_revisit_score,
  rating_cycle_3_total_health_score = s.rating_cycle_3_total_health_score,
  total_weighted_health_survey_score = s.total_weighted_health_survey_score,
  number_of_facility_reported_incidents = s.number_of_facility_reported_incidents,
  number_of_substantiated_complaints = s.number_of_substantiated_complaints,
  number_of_citations_from_infection_control_inspections = s.number_of_citations_from_infection_control_inspections,
  number_of_fines = s.number_of_fines, total_amount_of_fines_in_dollars = s.total_amount_of_fines_in_dollars,
  number_of_payment_denials = s.number_of_payment_denials, total_number_of_penalties = s.total_number_of_penalties, location = s.location,
  latitude = s.latitude, longitude = s.longitude, geocoding_footnote = s.geocoding_footnote, is_synthetic = s.is_synthetic,
  flags = s.flags, unreadable_cells = s.unreadable_cells, file_sha256 = s.file_sha256
WHEN NOT MATCHED THEN INSERT (
  ccn, processing_date, facility_name, provider_address, city_town, state, zip_code, telephone_number, provider_ssa_county_code,
  county_parish, urban, ownership_type, certified_beds, average_number_of_residents_per_day, average_number_of_residents_per_day_footnote,
  provider_type, provider_resides_in_hospital, legal_business_name, date_first_approved_to_provide_medicare_and_medicaid_services,
  affiliated_entity_name, affiliated_entity_id, number_of_facilities_in_chain, chain_average_overall_5_star_rating,
  chain_average_health_inspection_rating, chain_average_staffing_rating, chain_average_qm_rating, continuing_care_retirement_community,
  special_focus_status, special_focus_facility, abuse_icon, most_recent_health_inspection_more_than_2_years_ago,
  provider_changed_ownership_in_last_12_months, with_a_resident_and_family_council, automatic_sprinkler_systems_in_all_required_areas,
  overall_rating, overall_rating_footnote, health_inspection_rating, health_inspection_rating_footnote, qm_rating, qm_rating_footnote,
  long_stay_qm_rating, long_stay_qm_rating_footnote, short_stay_qm_rating, short_stay_qm_rating_footnote, staffing_rating,
  staffing_rating_footnote, rn_staffing_rating, rn_staffing_rating_footnote, reported_staffing_footnote,
  physical_therapist_staffing_footnote, reported_nurse_aide_staffing_hours_per_resident_per_day,
  reported_lpn_staffing_hours_per_resident_per_day, reported_rn_staffing_hours_per_resident_per_day,
  reported_licensed_staffing_hours_per_resident_per_day, reported_total_nurse_staffing_hours_per_resident_per_day,
  total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend, registered_nurse_hours_per_resident_per_day_on_the_weekend,
  reported_physical_therapist_staffing_hours_per_resident_per_day, total_nursing_staff_turnover, total_nursing_staff_turnover_footnote,
  registered_nurse_turnover, registered_nurse_turnover_footnote, number_of_administrators_who_have_left_the_nursing_home,
  administrator_turnover_footnote, nursing_case_mix_index, nursing_case_mix_index_ratio,
  case_mix_nurse_aide_staffing_hours_per_resident_per_day, case_mix_lpn_staffing_hours_per_resident_per_day,
  case_mix_rn_staffing_hours_per_resident_per_day, case_mix_total_nurse_staffing_hours_per_resident_per_day,
  case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day, adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  adjusted_lpn_staffing_hours_per_resident_per_day, adjusted_rn_staffing_hours_per_resident_per_day,
  adjusted_total_nurse_staffing_hours_per_resident_per_day, adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day,
  expected_nurse_aide_staffing_hours_per_resident_per_day, expected_lpn_staffing_hours_per_resident_per_day,
  expected_rn_staffing_hours_per_resident_per_day, expected_total_nurse_staffing_hours_per_resident_per_day,
  number_of_residents_in_certified_beds, casper_reported_nurse_aide_staffing_hours_per_resident_per_day,
  casper_reported_lpn_staffing_hours_per_resident_per_day, casper_reported_rn_staffing_hours_per_resident_per_day,
  casper_reported_licensed_staffing_hours_per_resident_per_day, casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  casper_reported_physical_therapist_staffing_hours_per_resident_per_day, casper_expected_nurse_aide_staffing_hours_per_resident_per_day,
  casper_expected_lpn_staffing_hours_per_resident_per_day, casper_expected_rn_staffing_hours_per_resident_per_day,
  casper_expected_total_nurse_staffing_hours_per_resident_per_day, casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day,
  casper_adjusted_lpn_staffing_hours_per_resident_per_day, casper_adjusted_rn_staffing_hours_per_resident_per_day,
  casper_adjusted_total_nurse_staffing_hours_per_resident_per_day, rating_cycle_1_standard_survey_health_date,
  rating_cycle_1_total_number_of_health_deficiencies, rating_cycle_1_number_of_standard_health_deficiencies,
  rating_cycle_1_number_of_complaint_health_deficiencies, rating_cycle_1_health_deficiency_score,
  rating_cycle_1_number_of_health_revisits, rating_cycle_1_health_revisit_score, rating_cycle_1_total_health_score,
  rating_cycle_2_standard_health_survey_date, rating_cycle_2_total_number_of_health_deficiencies,
  rating_cycle_2_number_of_standard_health_deficiencies, rating_cycle_2_number_of_complaint_health_deficiencies,
  rating_cycle_2_health_deficiency_score, rating_cycle_2_number_of_health_revisits, rating_cycle_2_health_revisit_score,
  rating_cycle_2_total_health_score, rating_cycle_2_3_total_number_of_health_deficiencies,
  rating_cycle_2_3_number_of_complaint_health_deficiencies, rating_cycle_2_3_health_deficiency_score,
  rating_cycle_2_3_number_of_health_revisits, rating_cycle_2_3_health_revisit_score, rating_cycle_2_3_total_health_score,
  rating_cycle_3_standard_health_survey_date, rating_cycle_3_total_number_of_health_deficiencies,
  rating_cycle_3_number_of_standard_health_deficiencies, rating_cycle_3_number_of_complaint_health_deficiencies,
  rating_cycle_3_health_deficiency_score, rating_cycle_3_number_of_health_revisits, rating_cycle_3_health_revisit_score,
  rating_cycle_3_total_health_score, total_weighted_health_survey_score, number_of_facility_reported_incidents,
  number_of_substantiated_complaints, number_of_citations_from_infection_control_inspections, number_of_fines,
  total_amount_of_fines_in_dollars, number_of_payment_denials, total_number_of_penalties, location, latitude, longitude,
  geocoding_footnote, is_synthetic, flags, unreadable_cells, file_sha256
) VALUES (
  s.ccn, s.processing_date, s.facility_name, s.provider_address, s.city_town, s.state, s.zip_code, s.telephone_number,
  s.provider_ssa_county_code, s.county_parish, s.urban, s.ownership_type, s.certified_beds, s.average_number_of_residents_per_day,
  s.average_number_of_residents_per_day_footnote, s.provider_type, s.provider_resides_in_hospital, s.legal_business_name,
  s.date_first_approved_to_provide_medicare_and_medicaid_services, s.affiliated_entity_name, s.affiliated_entity_id,
  s.number_of_facilities_in_chain, s.chain_average_overall_5_star_rating, s.chain_average_health_inspection_rating,
  s.chain_average_staffing_rating, s.chain_average_qm_rating, s.continuing_care_retirement_community, s.special_focus_status,
  s.special_focus_facility, s.abuse_icon, s.most_recent_health_inspection_more_than_2_years_ago,
  s.provider_changed_ownership_in_last_12_months, s.with_a_resident_and_family_council,
  s.automatic_sprinkler_systems_in_all_required_areas, s.overall_rating, s.overall_rating_footnote, s.health_inspection_rating,
  s.health_inspection_rating_footnote, s.qm_rating, s.qm_rating_footnote, s.long_stay_qm_rating, s.long_stay_qm_rating_footnote,
  s.short_stay_qm_rating, s.short_stay_qm_rating_footnote, s.staffing_rating, s.staffing_rating_footnote, s.rn_staffing_rating,
  s.rn_staffing_rating_footnote, s.reported_staffing_footnote, s.physical_therapist_staffing_footnote,
  s.reported_nurse_aide_staffing_hours_per_resident_per_day, s.reported_lpn_staffing_hours_per_resident_per_day,
  s.reported_rn_staffing_hours_per_resident_per_day, s.reported_licensed_staffing_hours_per_resident_per_day,
  s.reported_total_nurse_staffing_hours_per_resident_per_day, s.total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend,
  s.registered_nurse_hours_per_resident_per_day_on_the_weekend, s.reported_physical_therapist_staffing_hours_per_resident_per_day,
  s.total_nursing_staff_turnover, s.total_nursing_staff_turnover_footnote, s.registered_nurse_turnover,
  s.registered_nurse_turnover_footnote, s.number_of_administrators_who_have_left_the_nursing_home, s.administrator_turnover_footnote,
  s.nursing_case_mix_index, s.nursing_case_mix_index_ratio, s.case_mix_nurse_aide_staffing_hours_per_resident_per_day,
  s.case_mix_lpn_staffing_hours_per_resident_per_day, s.case_mix_rn_staffing_hours_per_resident_per_day,
  s.case_mix_total_nurse_staffing_hours_per_resident_per_day, s.case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day,
  s.adjusted_nurse_aide_staffing_hours_per_resident_per_day, s.adjusted_lpn_staffing_hours_per_resident_per_day,
  s.adjusted_rn_staffing_hours_per_resident_per_day, s.adjusted_total_nurse_staffing_hours_per_resident_per_day,
  s.adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day, s.expected_nurse_aide_staffing_hours_per_resident_per_day,
  s.expected_lpn_staffing_hours_per_resident_per_day, s.expected_rn_staffing_hours_per_resident_per_day,
  s.expected_total_nurse_staffing_hours_per_resident_per_day, s.number_of_residents_in_certified_beds,
  s.casper_reported_nurse_aide_staffing_hours_per_resident_per_day, s.casper_reported_lpn_staffing_hours_per_resident_per_day,
  s.casper_reported_rn_staffing_hours_per_resident_per_day, s.casper_reported_licensed_staffing_hours_per_resident_per_day,
  s.casper_reported_total_nurse_staffing_hours_per_resident_per_day,
  s.casper_reported_physical_therapist_staffing_hours_per_resident_per_day,
  s.casper_expected_nurse_aide_staffing_hours_per_resident_per_day, s.casper_expected_lpn_staffing_hours_per_resident_per_day,
  s.casper_expected_rn_staffing_hours_per_resident_per_day, s.casper_expected_total_nurse_staffing_hours_per_resident_per_day,
  s.casper_adjusted_nurse_aide_staffing_hours_per_resident_per_day, s.casper_adjusted_lpn_staffing_hours_per_resident_per_day,
  s.casper_adjusted_rn_staffing_hours_per_resident_per_day, s.casper_adjusted_total_nurse_staffing_hours_per_resident_per_day,
  s.rating_cycle_1_standard_survey_health_date, s.rating_cycle_1_total_number_of_health_deficiencies,
  s.rating_cycle_1_number_of_standard_health_deficiencies, s.rating_cycle_1_number_of_complaint_health_deficiencies,
  s.rating_cycle_1_health_deficiency_score, s.rating_cycle_1_number_of_health_revisits, s.rating_cycle_1_health_revisit_score,
  s.rating_cycle_1_total_health_score, s.rating_cycle_2_standard_health_survey_date, s.rating_cycle_2_total_number_of_health_deficiencies,
  s.rating_cycle_2_number_of_standard_health_deficiencies, s.rating_cycle_2_number_of_complaint_health_deficiencies,
  s.rating_cycle_2_health_deficiency_score, s.rating_cycle_2_number_of_health_revisits, s.rating_cycle_2_health_revisit_score,
  s.rating_cycle_2_total_health_score, s.rating_cycle_2_3_total_number_of_health_deficiencies,
  s.rating_cycle_2_3_number_of_complaint_health_deficiencies, s.rating_cycle_2_3_health_deficiency_score,
  s.rating_cycle_2_3_number_of_health_revisits, s.rating_cycle_2_3_health_revisit_score, s.rating_cycle_2_3_total_health_score,
  s.rating_cycle_3_standard_health_survey_date, s.rating_cycle_3_total_number_of_health_deficiencies,
  s.rating_cycle_3_number_of_standard_health_deficiencies, s.rating_cycle_3_number_of_complaint_health_deficiencies,
  s.rating_cycle_3_health_deficiency_score, s.rating_cycle_3_number_of_health_revisits, s.rating_cycle_3_health_revisit_score,
  s.rating_cycle_3_total_health_score, s.total_weighted_health_survey_score, s.number_of_facility_reported_incidents,
  s.number_of_substantiated_complaints, s.number_of_citations_from_infection_control_inspections, s.number_of_fines,
  s.total_amount_of_fines_in_dollars, s.number_of_payment_denials, s.total_number_of_penalties, s.location, s.latitude, s.longitude,
  s.geocoding_footnote, s.is_synthetic, s.flags, s.unreadable_cells, s.file_sha256
);

-- discard
DROP TABLE IF EXISTS kerok_healthcare.silver_providerinfo__candidate_{sha8};

-- optimize
OPTIMIZE kerok_healthcare.silver_providerinfo REWRITE DATA USING BIN_PACK WHERE processing_date IN ({partitions});

-- expire
VACUUM kerok_healthcare.silver_providerinfo;
