"""A gazetteer of countries, their parts and the regions of the world: data, and how words name them."""

from shopcli.need.places.table import Gazetteer, open_gazetteer

__all__ = ["Gazetteer", "open_gazetteer"]
