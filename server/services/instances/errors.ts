import { AppError } from "@/server/errors";

export function nameTaken(name: string, regionId: string): AppError {
  const message = `Another instance in ${regionId} is called ${name} (ignoring case). Choose another name.`;
  return new AppError("NAME_TAKEN", message, { errors: [{ field: "name", message }] });
}
