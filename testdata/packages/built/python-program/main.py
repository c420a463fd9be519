#!/usr/bin/env python3
import helper
import requests
import yaml

print(yaml.safe_dump({"answer": helper.answer()}).strip(), bool(requests.__version__))
