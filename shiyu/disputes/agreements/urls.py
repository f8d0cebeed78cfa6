"""Addresses of signing and of the dossier."""

from django.urls import path

from shiyu.disputes.agreements import pages_dossier, pages_sign

urlpatterns = [
    path("disputes/sign/<str:token>", pages_sign.sign, name="dispute_sign"),
    path("disputes/mine/<slug:number>/sign", pages_sign.sign_own, name="dispute_sign_own"),
    path("disputes/mine/<slug:number>/dossier", pages_dossier.own_copy, name="dispute_own_copy"),
    path("disputes/<str:number>/dossier", pages_dossier.dossier, name="dispute_dossier"),
    path("disputes/<str:number>/dossier/bound", pages_dossier.order_binding, name="dispute_dossier_bound"),
]
