"""The learner's addresses."""

from flask import Blueprint

blueprint = Blueprint("learner", __name__, url_prefix="/courses/<course>")
