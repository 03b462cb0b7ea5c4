DROP TABLE update_letter;
DROP TABLE update_request_agency;
DROP TABLE update_request;
