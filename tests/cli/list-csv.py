#!/usr/bin/env python3
"""Print a class list of so many students: list-csv COUNT"""
import sys

print("Matricule;Nom;Prénom;E-mail;Classe")
for i in range(int(sys.argv[1])):
    print(f"{i:07d};Nom{i};Prénom{i};e{i}@exemple.be;G{i % 40:02d}")
