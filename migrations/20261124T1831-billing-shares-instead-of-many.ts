// Many closed cost centres may have given way to one.
export const up = `ALTER TABLE month_shares
  MODIFY instead_of TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL`;
export const down = `ALTER TABLE month_shares
  MODIFY instead_of VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NULL`;
