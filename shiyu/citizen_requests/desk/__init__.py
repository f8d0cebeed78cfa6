"""The pages of the hotline's own officers: taking a call, dispatching, mass events, calling back, watching over all.

Whatever any officer does to any case stands on the generic pages of `shiyu.web`; here is what only the hotline needs.
"""
