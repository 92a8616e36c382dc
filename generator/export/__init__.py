"""The curriculum for programs: schemas for editors, data for the browser. Writes nothing."""

from generator.export.browser import browser_files
from generator.export.plan_format import PlanData, plan_data, plan_schema
from generator.export.schemas import schemas
from generator.export.starter import starter_files

__all__ = ["PlanData", "browser_files", "plan_data", "plan_schema", "schemas", "starter_files"]
