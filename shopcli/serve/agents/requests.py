"""The requests of the Universal Commerce Protocol's catalog capability (2026-08-25), and of our own tools, checked.

Fields that only inform (signals, attribution) are taken and left unread; so is whatever a later version adds.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

MOST_IDS = 50
MOST_ON_A_PAGE = 50
LONGEST_REQUEST = 2_000  # characters
_Text = Annotated[str, Field(max_length=LONGEST_REQUEST)]
_Id = Annotated[str, Field(min_length=1, max_length=400)]
_Amount = Annotated[int, Field(ge=0, le=10**15)]


class _Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class PriceFilter(_Open):
    """Bounds in minor units (cents) of `context.currency`, else of the catalog's own currency."""

    min: _Amount | None = None
    max: _Amount | None = None


class SearchFilters(_Open):
    """All hold together. Any other name is a field of the catalog, its value what the field must say."""

    categories: Annotated[list[_Text], Field(max_length=50)] | None = Field(None, description="Any of these categories.")
    price: PriceFilter | None = None


class Context(_Open):
    """Hints of the buyer's market; of these the currency and the language are used."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    language: _Text | None = None


class Pagination(_Open):
    """Which page: the cursor of the page before, and how many products."""

    cursor: _Text | None = None
    limit: Annotated[int, Field(ge=1, description=f"At most {MOST_ON_A_PAGE}; more is taken as that.")] = 10


class SearchRequest(_Open):
    """A search, by words, by filters, or both."""

    query: _Text | None = Field(None, description="The need in the buyer's own words, English or Chinese.")
    filters: SearchFilters | None = None
    pagination: Pagination | None = None
    context: Context | None = None
    facets: bool = Field(False, description="Whether to count by what the results can be narrowed down, with the filters.")


class LookupRequest(_Open):
    """Products by their ids, their variants' ids, SKUs or GTINs."""

    ids: Annotated[list[_Id], Field(min_length=1, max_length=MOST_IDS)]
    filters: SearchFilters | None = None
    context: Context | None = None


class SelectedOption(_Open):
    """One option that the buyer chose: "Size", "Large"."""

    name: _Text
    label: _Text


class GetProductRequest(_Open):
    """One product in full, its variants narrowed by the options that the buyer chose."""

    id: _Id
    selected: Annotated[list[SelectedOption], Field(max_length=50)] | None = None
    preferences: Annotated[list[_Text], Field(max_length=50)] | None = Field(
        None, description="Option names; where no variant has all that was chosen, the last of these gives way first."
    )
    filters: SearchFilters | None = None
    context: Context | None = None


class _Call(BaseModel):
    model_config = ConfigDict(extra="allow")

    meta: dict[str, Any] | None = Field(None, description="The protocol's own: which agent asks.")


class SearchCatalog(_Call):
    """Search the catalog."""

    catalog: SearchRequest


class LookupCatalog(_Call):
    """Look products up by their ids."""

    catalog: LookupRequest


class GetProduct(_Call):
    """One product in full."""

    catalog: GetProductRequest


class AskAdvice(BaseModel):
    """Ask as a shopper would."""

    model_config = ConfigDict(extra="forbid")

    request: Annotated[str, Field(min_length=1, max_length=LONGEST_REQUEST, description="The need in the buyer's own words.")]
    top: Annotated[int, Field(ge=1, le=20, description="How many products to show.")] = 3
    advice: bool = Field(True, description="Whether to write advice, each sentence checked; without it answers are quicker.")


class ExplainProduct(BaseModel):
    """Ask why one product stands where it does."""

    model_config = ConfigDict(extra="forbid")

    request: Annotated[str, Field(min_length=1, max_length=LONGEST_REQUEST, description="The need that was asked.")]
    id: _Id
