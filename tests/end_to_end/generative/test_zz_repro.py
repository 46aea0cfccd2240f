import json, time, pytest
from tests.chat_server import *
from tests.end_to_end.conftest import *
from tests.end_to_end.generative.conftest import *
from tests.end_to_end.generative.leaving import *
from tests.end_to_end.generative.reading_model import good

def test_it(serve):
    with serve() as patient:
        patient.ask("whole")
        for name, reply in {"drip": answers(lambda body: drips(json.dumps(good(body)), 0.05))}.items():
            patient.chat.otherwise = reply
            for i in range(40):
                r, left = leave_when_asked(patient, "whole", patient.question())
                ok = r.over.wait(3)
                print(name, i, ok, r.gone_at and round(r.gone_at-left,3), flush=True)
        print(patient.log.read_text()[-3000:])
