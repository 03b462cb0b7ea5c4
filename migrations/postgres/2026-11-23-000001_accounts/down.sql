DROP TABLE api_key;
DROP TABLE role_grant;
DROP TABLE account;
